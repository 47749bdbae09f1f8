package graph_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/graph"
)

func completed(tb testing.TB, events ...graph.Curation) []graph.Curation {
	tb.Helper()
	for i := range events {
		event, err := graph.NewCuration(events[i])
		if err != nil {
			tb.Fatal(err)
		}
		events[i] = event
	}
	return events
}

func latest() time.Time { return time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC) }

func TestCurationsRoundTrip(t *testing.T) {
	merge := decision(1, graph.Merge, "", "person:å", "person:<b>")
	merge.By, merge.Why = "Åsa", "samma 🩺 & \"ord\""
	merge.Subjects[0].Anchors = nil
	want := completed(t, merge, decision(2, graph.Rename, "Ny\nrad", "person:å"), decision(3, graph.Undo, "c:1"))
	var out bytes.Buffer
	if err := graph.WriteCurations(&out, want); err != nil {
		t.Fatal(err)
	}
	var got []graph.Curation
	for event, err := range graph.ReadCurations(strings.NewReader("\ufeff\r\n"+strings.ReplaceAll(out.String(), "\n", "\r\n")), latest()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, event)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if graph.LogTag(want) == graph.LogTag(want[:2]) || graph.LogTag(want) != graph.LogTag(got) {
		t.Error("the tag does not follow the log")
	}
}

func TestFaultyLines(t *testing.T) {
	valid := `{"kind":"note","subjects":[{"entity":"person:a","name":"A","anchors":[{"key":"person:a"}]}],"value":"x","at":"2024-01-01T00:00:00Z"}`
	tests := map[string]struct {
		line, cause, remedy string // "" is no fault
	}{
		"without id":     {line: valid},
		"of a listing":   {line: strings.TrimSuffix(valid, "}") + `,"undone":true,"conflicts":[]}`},
		"redacted":       {line: strings.Replace(valid, `{`, `{"id":"c:x00112233445",`, 1)},
		"no JSON":        {"id;kind", "invalid character", "samband curations export"},
		"unknown field":  {strings.Replace(valid, `"value"`, `"text"`, 1), `unknown field "text"`, "samband curations export"},
		"two objects":    {valid + valid, "more than one", "a line of its own"},
		"changed":        {strings.Replace(valid, `{`, `{"id":"c:000000000000",`, 1), "does not follow", "leave the id out"},
		"no time":        {strings.Replace(valid, `2024-01-01T00:00:00Z`, `0001-01-01T00:00:00Z`, 1), "time", "correct"},
		"of the future":  {strings.Replace(valid, `2024`, `2031`, 1), "future", "clock"},
		"no kind":        {strings.Replace(valid, `note`, `notera`, 1), "unknown kind", "correct"},
		"of no entity":   {strings.Replace(valid, `person:a"`, `anna"`, 1), "no entity", "correct"},
		"without a text": {strings.Replace(valid, `"x"`, `""`, 1), "value", "correct"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			read := 0
			for _, err := range graph.ReadCurations(strings.NewReader("\n"+test.line+"\n"+valid), latest()) {
				read++
				if read == 2 || test.cause == "" {
					if err != nil {
						t.Errorf("line of entry %d: %v", read, err)
					}
					continue
				}
				problem, ok := errors.AsType[*graph.LogError](err)
				if !ok || problem.Line != 2 || !strings.Contains(problem.Err.Error(), test.cause) || !strings.Contains(problem.Remedy, test.remedy) {
					t.Errorf("error %v", err)
				}
			}
			if read != 2 {
				t.Errorf("%d entries", read)
			}
		})
	}
}

// FuzzReadCurations reads any bytes: what is read is valid, and writing and
// reading it again gives the same.
func FuzzReadCurations(f *testing.F) {
	var out bytes.Buffer
	if err := graph.WriteCurations(&out, completed(f, decision(1, graph.Merge, "", "person:a", "person:b"), decision(2, graph.Undo, "c:1"))); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Add([]byte(`{"kind":"note","value":"` + "\xff" + `"}`))
	read := func(data []byte) (events []graph.Curation) {
		for event, err := range graph.ReadCurations(bytes.NewReader(data), latest()) {
			if err == nil {
				events = append(events, event)
			}
		}
		return events
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		events := read(data)
		var out bytes.Buffer
		if err := graph.WriteCurations(&out, events); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(events, read(out.Bytes())); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		graph.Replay(events).Conflicts()
		for i := range events {
			if err := (&graph.Batch{Curate: events[i : i+1]}).Validate(); err != nil {
				t.Error(err)
			}
		}
	})
}
