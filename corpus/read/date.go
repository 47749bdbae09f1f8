package read

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	isoDay      = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])`)
	isoMonth    = regexp.MustCompile(`^(\d{4})-(\d{2})$`)
	isoYear     = regexp.MustCompile(`^\d{4}$`)
	compactDay  = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:$|T)`)
	sessionYear = regexp.MustCompile(`^(\d{4})/?(\d{2})$`)
)

// isoDate reduces a date as metadata write it (ISO 8601 with or without time,
// RFC 822) to an ISO 8601 day, month or year; "" where it is something else.
// Of a point in time it keeps the day on the clock of its own time zone.
func isoDate(value string) string {
	value = strings.TrimSpace(value)
	switch {
	case isoDay.MatchString(value):
		return valid("2006-01-02", value[:10])
	case isoMonth.MatchString(value):
		return valid("2006-01", value)
	case isoYear.MatchString(value):
		return valid("2006", value)
	case compactDay.MatchString(value):
		return valid("2006-01-02", value[:4]+"-"+value[4:6]+"-"+value[6:8])
	}
	for _, layout := range []string{time.RFC1123Z, time.RFC1123, time.RFC850, "Mon, 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700", "2 Jan 2006"} {
		if t, err := time.Parse(layout, value); err == nil {
			return t.Format("2006-01-02")
		}
	}
	return ""
}

// valid returns the date where it exists in the calendar, else "".
func valid(layout, value string) string {
	if t, err := time.Parse(layout, value); err != nil || t.Year() == 0 {
		return ""
	}
	return value
}

// yearDate reads a year as data sets give it: "2021", "2021/22", or "199495"
// for a parliamentary session, whose first year counts.
func yearDate(value string) string {
	value = strings.TrimSpace(value)
	if m := sessionYear.FindStringSubmatch(value); m != nil {
		first, _ := strconv.Atoi(m[1])
		second, _ := strconv.Atoi(m[2])
		if (first+1)%100 == second {
			return m[1]
		}
	}
	return isoDate(value)
}
