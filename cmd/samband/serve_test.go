package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/api"
)

// running is a running samband serve.
type running struct {
	t    *testing.T
	url  string
	stop func()
}

// startServe serves a directory on a free port.
func startServe(t *testing.T, dir string, args ...string) *running {
	t.Helper()
	cmd := command(t, dir, append([]string{"serve", "--port", "0", "--json"}, args...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	stop := func() {
		if ended {
			return
		}
		ended = true
		_ = cmd.Process.Signal(syscall.SIGINT)
		if err := cmd.Wait(); err != nil {
			t.Errorf("serve ended with %v", err)
		}
	}
	t.Cleanup(stop)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var serving struct {
			URL string `json:"url"`
		}
		if json.Unmarshal(lines.Bytes(), &serving) == nil && serving.URL != "" {
			return &running{t, serving.URL, stop}
		}
	}
	t.Fatal("serve never said where")
	return nil
}

// ask sends a request with a key and returns its status, tag and body.
func (r *running) ask(method, path, key, body string, header ...string) (int, string, string) {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), method, r.url+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	if key != "" {
		request.Header.Set("Authorization", "Bearer "+key)
	}
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return answer.StatusCode, answer.Header.Get("ETag"), string(content)
}

// shell runs commands in a directory.
func shell(t *testing.T, dir string) func(args ...string) string {
	t.Helper()
	return func(args ...string) string {
		t.Helper()
		var problems bytes.Buffer
		cmd := command(t, dir, args...)
		cmd.Stderr = &problems
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("samband %v: %v: %s", args, err, problems.String())
		}
		return string(out)
	}
}

// decisions are the log without ids and times, which no two logs share.
func decisions(t *testing.T, log string) []api.Curation {
	t.Helper()
	var list []api.Curation
	ids := map[string]string{}
	for line := range strings.Lines(log) {
		var event api.Curation
		if err := json.Unmarshal([]byte(line), &event); err != nil {
			t.Fatal(err)
		}
		ids[event.ID] = event.Kind
		if event.Kind == "undo" {
			event.Value = ids[event.Value]
		}
		event.ID, event.At = "", time.Time{}
		list = append(list, event)
	}
	return list
}

// TestServerDecidesAsTheCommandsDo makes the same decisions by commands and
// through a server: graphs and logs are the same.
func TestServerDecidesAsTheCommandsDo(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "in"), 0o750); err != nil {
		t.Fatal(err)
	}
	writeCorpus(t, filepath.Join(dir, "in"), 40)
	samband := shell(t, dir)
	samband("ingest", "in", "--data", "one")
	samband("ingest", "in", "--data", "two")
	before := samband("export", "--data", "one")

	for _, command := range []string{
		"merge person:anna-lindqvist person:cecilia-nyberg", "rename person:anna-lindqvist Anna", "retype organisation:boverket concept",
		"reject organisation:lantmäteriet", "note person:bo-hedlund känd",
	} {
		samband(append(strings.Fields(command), "--why", "prov", "--by", "Siv", "--data", "one")...)
	}
	server := startServe(t, dir, "--write", "--data", "two")
	if out, err := command(t, dir, "reject", "person:bo-hedlund", "--data", "two").CombinedOutput(); err == nil || !strings.Contains(string(out), "används av en annan") {
		t.Errorf("a command writes beside the server: %v %s", err, out)
	}
	key := strings.TrimSpace(samband("key", "create", "--name", "Siv", "--scope", "curate", "--data", "two"))
	for _, body := range []string{
		`{"kind":"merge","entities":["person:anna-lindqvist","person:cecilia-nyberg"],"why":"prov"}`,
		`{"kind":"rename","entities":["person:anna-lindqvist"],"value":"Anna","why":"prov"}`,
		`{"kind":"retype","entities":["organisation:boverket"],"value":"concept","why":"prov"}`,
		`{"kind":"reject","entities":["organisation:lantmäteriet"],"why":"prov"}`,
		`{"kind":"note","entities":["person:bo-hedlund"],"value":"känd","why":"prov"}`,
	} {
		_, tag, _ := server.ask(http.MethodGet, "/api/v1/curations", "", "")
		if status, _, answer := server.ask(http.MethodPost, "/api/v1/curations", key, body, "If-Match", tag); status != http.StatusCreated {
			t.Fatalf("%s: %d %s", body, status, answer)
		}
	}
	if status, _, answer := server.ask(http.MethodGet, "/api/v1/search?q=dagvatten", "", ""); status != http.StatusOK || !strings.Contains(answer, `"items":[{`) {
		t.Errorf("search after writing: %d %.200s", status, answer)
	}
	server.stop()
	if diff := cmp.Diff(samband("export", "--data", "one"), samband("export", "--data", "two")); diff != "" {
		t.Errorf("the graphs differ (-commands +server):\n%.2000s", diff)
	}
	if diff := cmp.Diff(decisions(t, samband("curations", "export", "--data", "one")), decisions(t, samband("curations", "export", "--data", "two"))); diff != "" {
		t.Errorf("the logs differ (-commands +server):\n%s", diff)
	}
	samband("verify", "--data", "two")

	// Undo of everything, last first, gives back what was.
	log := strings.Split(strings.TrimSpace(samband("curations", "--data", "two")), "\n")
	for _, l := range slices.Backward(log) {
		event, _, _ := strings.Cut(l, " ")
		samband("undo", event, "--data", "two")
	}
	if samband("export", "--data", "two") != before {
		t.Error("undoing everything does not give back what was")
	}

	// Documents come and go through a server.
	server = startServe(t, dir, "--write", "--data", "two")
	all := strings.TrimSpace(samband("key", "create", "--name", "Bo", "--scope", "admin", "--data", "two"))
	if status, _, answer := server.ask(http.MethodPost, "/api/v1/documents?source=ny.txt", key, "Anteckningar"); status != http.StatusForbidden {
		t.Errorf("a key that may not ingest: %d %s", status, answer)
	}
	if status, _, answer := server.ask(http.MethodPost, "/api/v1/documents?source=ny.txt", all, ""); status != http.StatusUnprocessableEntity {
		t.Errorf("nothing sent: %d %s", status, answer)
	}
	status, _, answer := server.ask(http.MethodPost, "/api/v1/documents?source=ny.txt&collection=prov", all, "Anteckningar 2024-05-06\n\nBo Hedlund berättar om solkraftverket i Ekvalla.\n")
	var added struct{ Items []api.Ingested }
	if err := json.Unmarshal([]byte(answer), &added); err != nil || status != http.StatusOK || len(added.Items) != 1 || added.Items[0].Status != "added" {
		t.Fatalf("add: %d %s", status, answer)
	}
	find := func() string {
		_, _, found := server.ask(http.MethodGet, "/api/v1/search?q=solkraftverket", "", "")
		return found
	}
	if !strings.Contains(find(), added.Items[0].Document) {
		t.Errorf("what was added is not found: %s", find())
	}
	if status, _, answer := server.ask(http.MethodPost, "/api/v1/documents?url=http://127.0.0.1:1/", all, ""); status != http.StatusOK || !strings.Contains(answer, "private network") {
		t.Errorf("an address in a private network: %d %s", status, answer)
	}
	if status, _, answer := server.ask(http.MethodDelete, "/api/v1/documents/"+added.Items[0].Document, all, ""); status != http.StatusNoContent {
		t.Errorf("remove: %d %s", status, answer)
	}
	if strings.Contains(find(), added.Items[0].Document) {
		t.Error("what was removed is found")
	}
	server.stop()
	if samband("export", "--data", "two") != before {
		t.Error("a document that came and went left something")
	}
	samband("verify", "--data", "two")

	// A server that only reads says how to write.
	reading := startServe(t, dir, "--data", "two")
	if status, _, answer := reading.ask(http.MethodPost, "/api/v1/curations", key, `{"kind":"reject","entities":["person:bo-hedlund"]}`); status != http.StatusForbidden || !strings.Contains(answer, "samband serve --write") {
		t.Errorf("a server that reads: %d %s", status, answer)
	}
}
