package graph

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
)

// maxLogLine bounds a line of an exported log, in bytes: a merge of a thousand
// subjects of 256 anchors each fits.
const maxLogLine = 64 << 20

// LogError reports a line of an exported log that cannot be imported.
type LogError struct {
	Line   int // from 1
	Err    error
	Remedy string // what to do about it
}

// Error implements error.
func (e *LogError) Error() string { return fmt.Sprintf("line %d: %v; %s", e.Line, e.Err, e.Remedy) }

// Unwrap returns the cause.
func (e *LogError) Unwrap() error { return e.Err }

// WriteCurations writes events as JSON Lines, one each, so that equal logs
// give equal bytes.
func WriteCurations(w io.Writer, events []Curation) error {
	buffered := bufio.NewWriter(w)
	encoder := json.NewEncoder(buffered)
	encoder.SetEscapeHTML(false)
	for i := range events {
		if err := encoder.Encode(&events[i]); err != nil {
			return fmt.Errorf("write curations: %w", err)
		}
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write curations: %w", err)
	}
	return nil
}

// logLine is a line of an exported log: an event, and what a listing adds.
type logLine struct {
	Curation
	Undone    bool       `json:"undone"`
	Conflicts []Conflict `json:"conflicts"`
}

// ReadCurations yields the events of an exported log, or of a listing in JSON,
// each complete and valid. Empty lines are passed over. A line that is no
// event, or whose id does not follow from the rest of it and is not one of
// RedactedPrefix, or that lies after the latest time, yields a *LogError in its place; the lines after it follow. A
// line without id gets the one that follows from it, so that a log can be
// written by hand.
func ReadCurations(r io.Reader, latest time.Time) iter.Seq2[Curation, error] {
	return func(yield func(Curation, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, maxLogLine)
		number := 0
		for lines.Scan() {
			number++
			line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff")))
			if len(line) == 0 {
				continue
			}
			event, problem := readCuration(line, latest)
			var err error
			if problem != nil {
				problem.Line = number
				err = problem
			}
			if !yield(event, err) {
				return
			}
		}
		if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
			yield(Curation{}, &LogError{number + 1, err, "export the log again"})
		} else if err != nil {
			yield(Curation{}, fmt.Errorf("read curations: %w", err))
		}
	}
}

func readCuration(line []byte, latest time.Time) (Curation, *LogError) {
	var read logLine
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&read); err != nil {
		return Curation{}, &LogError{Err: err, Remedy: `a line is what "samband curations export" writes`}
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Curation{}, &LogError{Err: errors.New("more than one object"), Remedy: "put each on a line of its own"}
	}
	event, err := NewCuration(read.Curation)
	if err != nil {
		return Curation{}, &LogError{Err: err, Remedy: "export the log again"}
	}
	if err := event.validate(); err != nil {
		return Curation{}, &LogError{Err: err, Remedy: "correct the line, or leave it out"}
	}
	switch {
	case strings.HasPrefix(read.ID, RedactedPrefix):
		event.ID = read.ID
	case read.ID != "" && read.ID != event.ID:
		return Curation{}, &LogError{
			Err:    fmt.Errorf("id %s does not follow from the line, which gives %s", read.ID, event.ID),
			Remedy: "export the log again, with --unmask where it masked numbers; or leave the id out where the line was meant to be changed",
		}
	}
	if event.At.After(latest) {
		return Curation{}, &LogError{Err: fmt.Errorf("%s lies in the future", event.At.Format(time.RFC3339)), Remedy: "correct the time, or the clock of this machine"}
	}
	return event, nil
}

// LogTag names the state of a log: it is another after every event.
func LogTag(events []Curation) string {
	sum := sha256.New()
	for i := range events {
		sum.Write([]byte(events[i].ID + "\n"))
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}
