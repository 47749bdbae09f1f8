package source

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"github.com/samband/samband/corpus/read"
)

// maxRedirects is how many redirections one request follows.
const maxRedirects = 5

// Fetcher fetches addresses over http and https. It refuses addresses of
// private networks at the moment it dials, so that neither a redirect nor a
// name that resolves differently the second time leads inside.
type Fetcher struct {
	client    *http.Client
	userAgent string
	limits    read.Limits
}

// NewFetcher returns a fetcher. Environment proxies are not used: they would
// hide the address that is really dialled.
func NewFetcher(config Config) *Fetcher {
	timeout := config.Timeout
	if timeout == 0 {
		timeout = time.Minute
	}
	dialer := &net.Dialer{Timeout: 10 * time.Second, ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
		return admitAddress(address, config.AllowPrivate)
	}}
	return &Fetcher{
		userAgent: config.UserAgent,
		limits:    config.Limits.OrDefault(),
		client: &http.Client{
			Timeout: timeout,
			Transport: &http.Transport{
				DialContext: dialer.DialContext, ForceAttemptHTTP2: true, TLSHandshakeTimeout: 10 * time.Second,
				ResponseHeaderTimeout: timeout, MaxIdleConnsPerHost: 2, IdleConnTimeout: 30 * time.Second,
			},
			CheckRedirect: func(request *http.Request, via []*http.Request) error {
				if len(via) > maxRedirects {
					return fmt.Errorf("more than %d redirections: %w", maxRedirects, ErrRefused)
				}
				return admitScheme(request.URL)
			},
		},
	}
}

func admitScheme(address *url.URL) error {
	if address.Scheme != "http" && address.Scheme != "https" {
		return fmt.Errorf("scheme %q: %w", address.Scheme, ErrRefused)
	}
	return nil
}

// admitAddress decides on the numeric address that is about to be dialled.
func admitAddress(address string, allowPrivate bool) error {
	dialled, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("address %q: %w", address, ErrRefused)
	}
	ip := dialled.Addr().Unmap()
	if allowPrivate || public(ip) {
		return nil
	}
	return fmt.Errorf("%s belongs to a private network: %w", ip, ErrRefused)
}

// public reports whether an address belongs to the open internet.
func public(ip netip.Addr) bool {
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() {
		return false
	}
	for _, special := range specialPrefixes() {
		if special.Contains(ip) {
			return false
		}
	}
	return true
}

// specialPrefixes lists the ranges of the IANA registries of special-purpose
// addresses (RFC 6890) that lead to private networks and that netip does not
// count as such: "this network", carrier-grade NAT (RFC 6598), protocol
// assignments, benchmarks, reserved, and IPv6 addresses that carry an IPv4
// address inside (NAT64, 6to4, Teredo, compatible) or are site-local.
func specialPrefixes() []netip.Prefix {
	var prefixes []netip.Prefix
	for _, text := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4",
		"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10",
	} {
		prefixes = append(prefixes, netip.MustParsePrefix(text))
	}
	return prefixes
}

func (f *Fetcher) file(address string) File {
	return File{Source: address, Remote: true, open: func(ctx context.Context, known Validators) (Content, error) {
		return f.Fetch(ctx, address, known)
	}}
}

// Fetch gets an address, conditionally where validators are known. Anything
// wrong is a *read.Error.
func (f *Fetcher) Fetch(ctx context.Context, address string, known Validators) (Content, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err == nil {
		err = admitScheme(request.URL)
	}
	if err != nil {
		return Content{}, &read.Error{Source: address, Err: err, Remedy: "give an http or https address"}
	}
	request.Header.Set("User-Agent", f.userAgent)
	request.Header.Set("Accept-Language", "sv, en;q=0.5")
	setIf(request.Header, "If-None-Match", known.ETag)
	setIf(request.Header, "If-Modified-Since", known.LastModified)
	response, err := f.client.Do(request)
	if err != nil {
		return Content{}, fetchError(address, err)
	}
	defer func() { _ = response.Body.Close() }()
	return f.content(address, response)
}

func (f *Fetcher) content(address string, response *http.Response) (Content, error) {
	if response.StatusCode == http.StatusNotModified {
		return Content{Unchanged: true}, nil
	}
	if response.StatusCode != http.StatusOK {
		return Content{}, &read.Error{Source: address, Err: fmt.Errorf("the server answers %s", response.Status), Remedy: "check the address, or try again later"}
	}
	data, err := readLimited(address, response.Body, max(response.ContentLength, 0), f.limits.Bytes)
	if err != nil {
		return Content{}, err
	}
	mediaType := response.Header.Get("Content-Type")
	if parsed, parameters, err := mime.ParseMediaType(mediaType); err == nil {
		mediaType = mime.FormatMediaType(parsed, parameters)
	}
	return Content{Bytes: data, MediaType: mediaType, Validators: Validators{
		ETag: response.Header.Get("ETag"), LastModified: response.Header.Get("Last-Modified"),
	}}, nil
}

func setIf(header http.Header, name, value string) {
	if value != "" {
		header.Set(name, value)
	}
}

func fetchError(address string, err error) error {
	remedy := "check the address and the network"
	if errors.Is(err, ErrRefused) {
		remedy = "use --allow-private if you trust this address"
	}
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err
	}
	return &read.Error{Source: address, Err: err, Remedy: remedy}
}
