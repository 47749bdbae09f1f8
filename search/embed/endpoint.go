package embed

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// Bounds of what is sent to an endpoint at once and of how long it may take.
const (
	batchTexts     = 32
	batchBytes     = 64 << 10
	queryTimeout   = 5 * time.Second
	passageTimeout = 2 * time.Minute
	passageTries   = 5
	firstWait      = 500 * time.Millisecond // before the second try; doubled each time
	longestWait    = 30 * time.Second
	maxAnswer      = 64 << 20 // bytes
	maxDimensions  = 1 << 16
)

// Errors of endpoints that callers branch on.
var (
	// ErrEndpoint reports an endpoint that cannot be reached or does not answer
	// as it should.
	ErrEndpoint = errors.New("embedding endpoint")
	// ErrDimensions reports vectors that are of another size than those before.
	ErrDimensions = errors.New("vectors are of another size than those before")
)

// EndpointConfig says where an endpoint is.
type EndpointConfig struct {
	// Address is that of the API, https://host/v1, which /embeddings is added to
	// where it lacks it. Its query says what else is to be sent: model, the name
	// of the model; dimensions, the size that vectors are to be shortened to;
	// query and passage, what is put in front of each text of the kind;
	// input_type=1 names the kind of text in the request.
	Address string
	Key     string                                           // bearer token, "" sends none
	Client  *http.Client                                     // nil is one of its own
	Wait    func(ctx context.Context, d time.Duration) error // between tries; nil waits so long
}

// Endpoint embeds by asking a server that speaks OpenAI's protocol. It asks
// again, later each time, where the server is busy or fails.
type Endpoint struct {
	config     EndpointConfig
	address    string
	name       string // that vectors are kept under
	model      string
	prefixes   [2]string // by kind
	dimensions int       // asked for; 0 leaves it to the server
	typed      bool      // whether the kind is named
	size       atomic.Int64
}

var _ Embedder = (*Endpoint)(nil)

// Kinds of text.
const (
	kindQuery = iota
	kindPassage
)

// NewEndpoint returns an endpoint, which is not asked anything yet.
func NewEndpoint(config EndpointConfig) (*Endpoint, error) {
	address, err := url.Parse(config.Address)
	if err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" {
		return nil, fmt.Errorf("%w: the address is no http://host/… or https://host/…", ErrEndpoint)
	}
	if address.User != nil {
		return nil, fmt.Errorf("%w: the address holds a password; give the key in SAMBAND_EMBED_KEY or SAMBAND_EMBED_KEY_FILE", ErrEndpoint)
	}
	asked := address.Query()
	e := &Endpoint{config: config, model: asked.Get("model"), typed: asked.Get("input_type") != ""}
	e.prefixes[kindQuery], e.prefixes[kindPassage] = asked.Get("query"), asked.Get("passage")
	if text := asked.Get("dimensions"); text != "" {
		if e.dimensions, err = strconv.Atoi(text); err != nil || e.dimensions < 1 || e.dimensions > maxDimensions {
			return nil, fmt.Errorf("%w: dimensions=%s is no number from 1 to %d", ErrEndpoint, text, maxDimensions)
		}
	}
	address.RawQuery, address.Fragment = "", ""
	if !strings.HasSuffix(address.Path, "/embeddings") {
		address = address.JoinPath("embeddings")
	}
	e.address = address.String()
	e.name = "endpoint " + e.address + "?" + asked.Encode()
	if e.config.Client == nil {
		e.config.Client = &http.Client{}
	}
	if e.config.Wait == nil {
		e.config.Wait = wait
	}
	return e, nil
}

// Model implements Embedder.
func (e *Endpoint) Model() string { return e.name }

// Size implements Embedder.
func (e *Endpoint) Size() int { return int(e.size.Load()) }

// Query implements Embedder. It gives up soon, since somebody waits.
func (e *Endpoint) Query(ctx context.Context, text string) ([]float32, error) {
	asking, cancel := context.WithTimeout(ctx, queryTimeout)
	defer cancel()
	vectors, err := e.ask(asking, kindQuery, []string{text})
	if err == nil {
		return vectors[0], nil
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return nil, err
}

// Passages implements Embedder.
func (e *Endpoint) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, 0, len(texts))
	for len(texts) > 0 {
		n, bytes := 0, 0
		for n < len(texts) && n < batchTexts && (n == 0 || bytes+len(texts[n]) <= batchBytes) {
			bytes += len(texts[n])
			n++
		}
		batch, err := e.askAgain(ctx, texts[:n])
		if err != nil {
			return nil, err
		}
		vectors, texts = append(vectors, batch...), texts[n:]
	}
	return vectors, nil
}

// askAgain asks until it gets an answer, or a refusal that would come again.
func (e *Endpoint) askAgain(ctx context.Context, texts []string) ([][]float32, error) {
	pause := firstWait
	for try := 1; ; try++ {
		asking, cancel := context.WithTimeout(ctx, passageTimeout)
		vectors, err := e.ask(asking, kindPassage, texts)
		cancel()
		var busy *busyError
		if err == nil || ctx.Err() != nil || try == passageTries || !errors.As(err, &busy) {
			return vectors, errors.Join(err, ctx.Err())
		}
		if err := e.config.Wait(ctx, max(busy.after, jitter(pause))); err != nil {
			return nil, err
		}
		pause = min(2*pause, longestWait)
	}
}

// jitter is a time around d, so that several clients do not ask in step.
func jitter(d time.Duration) time.Duration {
	return d/2 + rand.N(d) //nolint:gosec // no secret
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// busyError is a failure that may pass.
type busyError struct {
	cause error
	after time.Duration // that the server asks to wait
}

// Error renders the cause.
func (b *busyError) Error() string { return b.cause.Error() }

// Unwrap returns the cause.
func (b *busyError) Unwrap() error { return b.cause }

// request and answer are those of OpenAI's POST /embeddings.
type request struct {
	Model      string   `json:"model,omitempty"`
	Input      []string `json:"input"`
	Encoding   string   `json:"encoding_format"`
	Dimensions int      `json:"dimensions,omitempty"`
	InputType  string   `json:"input_type,omitempty"`
}

type answer struct {
	Data []struct {
		Index     int       `json:"index"`
		Embedding []float32 `json:"embedding"`
	} `json:"data"`
}

// ask asks once.
func (e *Endpoint) ask(ctx context.Context, kind int, texts []string) ([][]float32, error) {
	body := request{Model: e.model, Encoding: "float", Dimensions: e.dimensions, Input: make([]string, len(texts))}
	for i, text := range texts {
		body.Input[i] = e.prefixes[kind] + text
	}
	if e.typed {
		body.InputType = []string{"query", "passage"}[kind]
	}
	sent, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrEndpoint, err)
	}
	asked, err := http.NewRequestWithContext(ctx, http.MethodPost, e.address, bytes.NewReader(sent))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrEndpoint, err)
	}
	asked.Header.Set("Content-Type", "application/json")
	if e.config.Key != "" {
		asked.Header.Set("Authorization", "Bearer "+e.config.Key)
	}
	response, err := e.config.Client.Do(asked)
	if err != nil {
		return nil, &busyError{cause: fmt.Errorf("%w: %w", ErrEndpoint, err)}
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, refusal(response)
	}
	var got answer
	if err := json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(&got); err != nil {
		return nil, &busyError{cause: fmt.Errorf("%w: answer: %w", ErrEndpoint, err)}
	}
	return e.vectors(got, len(texts))
}

// shownAnswer is how much of a refusal is told, in bytes.
const shownAnswer = 300

// refusal renders an answer that is none.
func refusal(response *http.Response) error {
	said, _ := io.ReadAll(io.LimitReader(response.Body, shownAnswer)) // what was read tells enough
	err := fmt.Errorf("%w: %s: %s", ErrEndpoint, response.Status, strings.ToValidUTF8(strings.TrimSpace(string(said)), ""))
	code := response.StatusCode
	if code != http.StatusTooManyRequests && code != http.StatusRequestTimeout && code < http.StatusInternalServerError {
		return err
	}
	seconds, _ := strconv.Atoi(response.Header.Get("Retry-After")) // a date or nothing is no time we know
	return &busyError{cause: err, after: min(time.Duration(max(seconds, 0))*time.Second, longestWait)}
}

// vectors checks an answer and puts it in order, each of unit length.
func (e *Endpoint) vectors(got answer, want int) ([][]float32, error) {
	if len(got.Data) != want {
		return nil, fmt.Errorf("%w: %d vectors for %d texts", ErrEndpoint, len(got.Data), want)
	}
	vectors := make([][]float32, want)
	for _, d := range got.Data {
		if d.Index < 0 || d.Index >= want || vectors[d.Index] != nil {
			return nil, fmt.Errorf("%w: vector %d of %d texts", ErrEndpoint, d.Index, want)
		}
		if err := e.checkSize(len(d.Embedding)); err != nil {
			return nil, err
		}
		if !unit(d.Embedding) {
			return nil, fmt.Errorf("%w: vector %d has no length", ErrEndpoint, d.Index)
		}
		vectors[d.Index] = d.Embedding
	}
	return vectors, nil
}

// checkSize holds a vector against those before; the first decides.
func (e *Endpoint) checkSize(n int) error {
	if n < 1 || n > maxDimensions || e.dimensions > 0 && n != e.dimensions {
		return fmt.Errorf("%w: vectors of %d dimensions", ErrEndpoint, n)
	}
	if e.size.CompareAndSwap(0, int64(n)) || e.size.Load() == int64(n) {
		return nil
	}
	return fmt.Errorf("%w: %w: %d instead of %d dimensions", ErrEndpoint, ErrDimensions, n, e.size.Load())
}

// unit brings a vector to unit length; false where it has none.
func unit(x []float32) bool {
	squares := 0.0
	for _, v := range x {
		squares += float64(v) * float64(v)
	}
	length := math.Sqrt(squares)
	if !(length > 0) || math.IsInf(length, 0) {
		return false
	}
	for i := range x {
		x[i] = float32(float64(x[i]) / length)
	}
	return true
}
