package eval

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Speed is how much text was worked through in what time.
type Speed struct {
	Words   int     `json:"words"`
	Bytes   int     `json:"bytes"`
	Seconds float64 `json:"seconds"`
}

// WordsPerSecond is 0 where no time has passed.
func (s Speed) WordsPerSecond() float64 { return per(s.Words, s.Seconds) }

// MegabytesPerSecond is millions of bytes a second, 0 where no time has passed.
func (s Speed) MegabytesPerSecond() float64 { return per(s.Bytes, s.Seconds) / 1e6 }

func per(count int, seconds float64) float64 {
	if seconds <= 0 {
		return 0
	}
	return float64(count) / seconds
}

// errNoTime reports a measurement over nothing.
var errNoTime = errors.New("no text to measure speed on")

// MeasureSpeed calls work, which goes once through so many words and bytes of
// text, until it has taken the least time, and at least twice: the first time
// loads what is loaded once and does not count.
func MeasureSpeed(ctx context.Context, words, bytes int, least time.Duration, work func(context.Context) error) (Speed, error) {
	if bytes == 0 {
		return Speed{}, errNoTime
	}
	if err := work(ctx); err != nil {
		return Speed{}, fmt.Errorf("measure speed: %w", err)
	}
	var s Speed
	for began := time.Now(); s.Bytes == 0 || time.Since(began) < least; {
		if err := work(ctx); err != nil {
			return Speed{}, fmt.Errorf("measure speed: %w", err)
		}
		s.Words, s.Bytes, s.Seconds = s.Words+words, s.Bytes+bytes, time.Since(began).Seconds()
	}
	return s, nil
}
