package structure

import (
	"strings"
	"time"
)

// timecode is a place in a recording as a transcript writes it at the start of
// a line: [00:01:02], 00:01, 00:00:02:19 - 00:00:15:23 (hours, minutes,
// seconds, frames) or 00:01:02,500 --> 00:01:05,000.
type timecode struct {
	from, to time.Duration // to is 0 where only one time is given
	length   int           // bytes, with brackets and white space after
	sure     bool          // has hours or brackets; 10:30 alone may be the time of day
}

// framesPerSecond is the rate of European broadcasting, in which transcripts
// with frame numbers are made. At another rate the error is below a second.
const framesPerSecond = 25

// parseTimecode reads the timecode at the start of s.
func parseTimecode(s string) (timecode, bool) {
	if s == "" || (s[0] != '[' && s[0] != '(' && s[0] != '<' && (s[0] < '0' || s[0] > '9')) {
		return timecode{}, false
	}
	rest := s
	closing := byte(0)
	switch s[0] {
	case '[':
		closing = ']'
	case '(':
		closing = ')'
	case '<':
		closing = '>'
	}
	if closing != 0 {
		rest = strings.TrimLeft(rest[1:], " ")
	}
	from, n, groups := clock(rest)
	if n == 0 {
		return timecode{}, false
	}
	code := timecode{from: from, sure: closing != 0 || groups > 2}
	rest = rest[n:]
	if to, n := rangeEnd(rest); n > 0 {
		code.to, code.sure, rest = to, true, rest[n:]
	}
	if closing != 0 {
		rest = strings.TrimLeft(rest, " ")
		if rest == "" || rest[0] != closing {
			return timecode{}, false
		}
		rest = rest[1:]
	} else if rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return timecode{}, false
	}
	code.length = len(s) - len(strings.TrimLeft(rest, " \t"))
	return code, true
}

// rangeEnd reads a dash or arrow and the time after it.
func rangeEnd(s string) (time.Duration, int) {
	rest, ok := cutAnyPrefix(strings.TrimLeft(s, " "), "-->", "–", "—", "-")
	if !ok {
		return 0, 0
	}
	rest = strings.TrimLeft(rest, " ")
	to, n, _ := clock(rest)
	if n == 0 {
		return 0, 0
	}
	return to, len(s) - len(rest) + n
}

// clock reads 2 to 4 groups of digits parted by colons, the last with an
// optional fraction. It returns 0 bytes where there is no such thing.
func clock(s string) (at time.Duration, length, groups int) {
	var values [4]int
	rest := s
	for groups < len(values) {
		digits, after := cutDigits(rest)
		if digits == "" || len(digits) > 3 || (groups > 0 && len(digits) != 2) {
			return 0, 0, 0
		}
		values[groups] = number(digits)
		if groups > 0 && values[groups] > 59 {
			return 0, 0, 0
		}
		groups++
		rest = after
		if len(rest) < 2 || rest[0] != ':' || rest[1] < '0' || rest[1] > '9' {
			break
		}
		rest = rest[1:]
	}
	if groups < 2 {
		return 0, 0, 0
	}
	fraction := time.Duration(0)
	if len(rest) > 1 && (rest[0] == '.' || rest[0] == ',') && rest[1] >= '0' && rest[1] <= '9' {
		digits, after := cutDigits(rest[1:])
		fraction, rest = decimal(digits), after
	}
	return clockTime(values, groups) + fraction, len(s) - len(rest), groups
}

// clockTime adds up the groups of a clock.
func clockTime(v [4]int, groups int) time.Duration {
	switch groups {
	case 2:
		return time.Duration(v[0])*time.Minute + time.Duration(v[1])*time.Second
	case 3:
		return time.Duration(v[0])*time.Hour + time.Duration(v[1])*time.Minute + time.Duration(v[2])*time.Second
	}
	return clockTime(v, 3) + time.Duration(v[3])*time.Second/framesPerSecond
}

// decimal is the fraction of a second that digits after the point stand for.
func decimal(digits string) time.Duration {
	unit, sum := time.Second, time.Duration(0)
	for i := 0; i < len(digits) && i < 9; i++ {
		unit /= 10
		sum += unit * time.Duration(digits[i]-'0')
	}
	return sum
}

// number is the value of up to nine ASCII digits.
func number(digits string) int {
	n := 0
	for i := 0; i < len(digits) && i < 9; i++ {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}
