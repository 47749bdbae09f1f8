package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/samband/samband/corpus/privacy"
)

// defaultPort is where the page is served.
const defaultPort = 8080

// listenOptions are the flags that say where to serve.
type listenOptions struct {
	host  string
	port  int
	hosts []string
}

func (p *program) listenFlags(cmd *cobra.Command, options *listenOptions) {
	cmd.Flags().StringVar(&options.host, "host", "127.0.0.1", p.text("adress att lyssna på", "address to listen on"))
	cmd.Flags().StringSliceVar(&options.hosts, "allow-host", nil, p.text("namn som en omvänd proxy frågar med, t.ex. samband.example.se", "name that a reverse proxy asks by, for example samband.example.se"))
	cmd.Flags().IntVar(&options.port, "port", defaultPort, p.text("port att lyssna på; 0 tar en ledig", "port to listen on; 0 takes a free one"))
}

func (p *program) serveCommand() *cobra.Command {
	var options listenOptions
	cmd := &cobra.Command{
		Use:     "serve",
		Short:   p.text("öppna sidan och API:t i webbläsaren", "serve the page and the API"),
		Example: "  samband serve\n  samband serve --port 0 --data ./min-katalog",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			lib, err := p.openForReading(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			return p.serve(cmd.Context(), lib, options)
		},
	}
	p.listenFlags(cmd, &options)
	return cmd
}

// serve serves the library until the first interrupt.
func (p *program) serve(ctx context.Context, lib *library, options listenOptions) error {
	if p.unmask {
		return usagef("%s", p.text("servern visar aldrig personnummer i sin helhet: utelämna --unmask", "the server never shows personal identity numbers in full: leave out --unmask"))
	}
	p.logger = slog.New(slog.NewJSONHandler(privacy.Writer(p.stderr), &slog.HandlerOptions{Level: p.serveLevel()}))
	server, err := lib.server(options.hosts...)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(options.host, strconv.Itoa(options.port)))
	if err != nil {
		return fmt.Errorf("%w; %s", err, p.text("välj en annan port med --port, eller --port 0 för en ledig", "choose another port with --port, or --port 0 for a free one"))
	}
	stats, err := lib.store.Stats(ctx)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	address := "http://" + listener.Addr().String()
	if p.json {
		err = p.emit(struct {
			URL       string `json:"url"`
			Documents int    `json:"documents"`
		}{address, stats.Documents})
	} else {
		p.printf(p.text("%d dokument på %s (Ctrl-C avslutar)\n", "%d documents at %s (Ctrl-C ends)\n"), stats.Documents, address)
	}
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-p.stop:
			cancel()
		case <-ctx.Done():
		}
	}()
	p.graceful.Store(true)
	background := new(errgroup.Group)
	background.Go(func() error { lib.keepVectors(ctx); return nil })
	err = server.Serve(ctx, listener)
	cancel()
	return errors.Join(err, background.Wait())
}

func (p *program) serveLevel() slog.Level {
	if p.verbose {
		return slog.LevelInfo
	}
	return slog.LevelWarn
}
