package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// update rewrites the picture of the page in docs.
var update = flag.Bool("update", false, "rewrite docs/page.png") //nolint:gochecknoglobals // the way of package flag

// startDemo starts the demo on a free port and returns its address.
func startDemo(t *testing.T) string {
	t.Helper()
	cmd := command(t, t.TempDir(), "demo", "--port", "0", "--json")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGINT)
		if err := cmd.Wait(); err != nil {
			t.Errorf("demo ended with %v", err)
		}
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var serving struct {
			URL string `json:"url"`
		}
		if json.Unmarshal(lines.Bytes(), &serving) == nil && serving.URL != "" {
			return serving.URL
		}
	}
	t.Fatal("the demo never said where it serves")
	return ""
}

// browser starts headless Chromium. Without one the test is skipped, but in CI
// that is an error.
func browser(t *testing.T, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("no Chromium; \"make tools\" installs it")
		}
		t.Skip("no Chromium; \"make tools\" installs it")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1100, 900),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-sync", true), chromedp.Flag("accept-lang", "sv"),
	)
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), append(options, more...)...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// TestBrowser searches the demo as a journalist would, with a real browser:
// results follow the keyboard, and a hit opens in its document.
func TestBrowser(t *testing.T) {
	ctx := browser(t)
	address := startDemo(t)
	do(t, ctx, chromedp.Navigate(address), chromedp.SendKeys(`#q`, "skyfallen"), chromedp.WaitVisible(`.hit mark`))
	count := ask(t, ctx, chromedp.Text(`h1.count`))
	marked := ask(t, ctx, chromedp.Text(`.hit mark`))
	focused := ask(t, ctx, chromedp.Evaluate[bool](`document.activeElement.id === "q"`))
	picture := ask(t, ctx, chromedp.CaptureScreenshot())
	do(t, ctx, chromedp.Click(`.hit h2 a`), chromedp.WaitVisible(`.passage.hit mark`))
	opened := ask(t, ctx, chromedp.Text(`.passage.hit mark`))
	location := ask(t, ctx, chromedp.Location())
	if !strings.Contains(count, "träff") {
		t.Errorf("the page says %q", count)
	}
	for _, word := range []string{marked, opened} {
		if !strings.HasPrefix(strings.ToLower(word), "skyfall") {
			t.Errorf("marked is %q", word)
		}
	}
	if !focused {
		t.Error("results took the focus from the search box")
	}
	if !strings.Contains(location, "/d/") || !strings.Contains(location, "#p") {
		t.Errorf("the hit opened at %s", location)
	}
	if *update {
		if err := os.WriteFile(filepath.Join("..", "..", "docs", "page.png"), picture, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestWithoutScript does the same journey with scripts switched off.
func TestWithoutScript(t *testing.T) {
	ctx := browser(t, chromedp.Flag("blink-settings", "scriptEnabled=false"))
	address := startDemo(t)
	do(t, ctx, chromedp.Navigate(address), chromedp.SendKeys(`#q`, "skyfallen\r"), chromedp.WaitVisible(`.hit mark`))
	do(t, ctx, chromedp.Click(`.hit h2 a`), chromedp.WaitVisible(`.passage.hit mark`))
	opened := ask(t, ctx, chromedp.Text(`.passage.hit mark`))
	if !strings.HasPrefix(strings.ToLower(opened), "skyfall") {
		t.Errorf("marked is %q", opened)
	}
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) { //nolint:revive // t comes first in tests
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

func ask[T any](t *testing.T, ctx context.Context, action chromedp.Action[T]) T { //nolint:revive // t comes first in tests
	t.Helper()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	return value
}
