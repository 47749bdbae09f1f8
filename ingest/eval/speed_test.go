package eval

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestMeasureSpeed(t *testing.T) {
	calls := 0
	speed, err := MeasureSpeed(t.Context(), 10, 60, time.Millisecond, func(context.Context) error {
		calls++
		time.Sleep(2 * time.Millisecond)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if calls != 2 || speed.Words != 10 || speed.Bytes != 60 {
		t.Errorf("%d calls and %+v, want one call to load and one that counts", calls, speed)
	}
	if rate := speed.WordsPerSecond(); rate <= 0 || rate > 5000 {
		t.Errorf("%v words a second in 2 ms for 10", rate)
	}
	if (Speed{Words: 1}).WordsPerSecond() != 0 {
		t.Error("speed without time is not 0")
	}
	if _, err := MeasureSpeed(t.Context(), 0, 0, 0, nil); !errors.Is(err, errNoTime) {
		t.Errorf("no text: %v, want errNoTime", err)
	}
	failed := errors.New("failed")
	if _, err := MeasureSpeed(t.Context(), 1, 1, 0, func(context.Context) error { return failed }); !errors.Is(err, failed) {
		t.Errorf("error = %v, want that of the work", err)
	}
}
