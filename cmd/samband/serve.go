package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/samband/samband/api"
	"github.com/samband/samband/corpus/privacy"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/graph/masked"
)

// defaultPort is where the page is served.
const defaultPort = 8080

// listenOptions are the flags that say where to serve.
type listenOptions struct {
	host  string
	port  int
	hosts []string

	write      bool
	requireKey bool
}

func (p *program) listenFlags(cmd *cobra.Command, options *listenOptions) {
	cmd.Flags().StringVar(&options.host, "host", "127.0.0.1", p.text("adress att lyssna på", "address to listen on"))
	cmd.Flags().StringSliceVar(&options.hosts, "allow-host", nil, p.text("namn som en omvänd proxy frågar med, t.ex. samband.example.se", "name that a reverse proxy asks by, for example samband.example.se"))
	cmd.Flags().IntVar(&options.port, "port", defaultPort, p.text("port att lyssna på; 0 tar en ledig", "port to listen on; 0 takes a free one"))
}

func (p *program) serveCommand() *cobra.Command {
	var options listenOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: p.text("öppna sidan och API:t i webbläsaren", "serve the page and the API"),
		Long: p.text(`Utan --write läser servern bara, och andra kommandon läser bredvid den. Med --write tar den
emot beslut och dokument genom API:t, av den som har en nyckel ("samband key create"), och
har då katalogen för sig själv. Läsa kan alla som når servern, om inte --require-key anges.`,
			`Without --write the server only reads, and other commands read beside it. With --write it
takes decisions and documents through the API, from those who have a key ("samband key
create"), and has the directory for itself. Whoever reaches the server can read, unless
--require-key is given.`),
		Example: "  samband serve\n  samband serve --write\n  samband serve --port 0 --data ./min-katalog",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			open := p.openForReading
			if options.write {
				open = p.openForWriting
			}
			lib, err := open(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			return p.serve(cmd.Context(), lib, options)
		},
	}
	p.listenFlags(cmd, &options)
	cmd.Flags().BoolVar(&options.write, "write", false, p.text("ta emot beslut och dokument av den som har en nyckel", "take decisions and documents from those who have a key"))
	cmd.Flags().BoolVar(&options.requireKey, "require-key", false, p.text("kräv nyckel även för att läsa", "take a key for reading, too"))
	return cmd
}

// served says how the library is to be served. One that is written shows, as
// one that is read, personal identity numbers masked.
func (l *library) served(options listenOptions) (serving, error) {
	served := serving{hosts: options.hosts, requireKey: options.requireKey}
	if !options.write {
		return served, nil
	}
	pipeline, err := l.pipeline(0, read.Limits{}, nil)
	if err != nil {
		return served, err
	}
	served.writer, served.curator = newWriter(pipeline), &curator{store: l.store}
	l.store = masked.Store(l.store)
	return served, nil
}

// serve serves the library until the first interrupt.
func (p *program) serve(ctx context.Context, lib *library, options listenOptions) error {
	if p.unmask {
		return usagef("%s", p.text("servern visar aldrig personnummer i sin helhet: utelämna --unmask", "the server never shows personal identity numbers in full: leave out --unmask"))
	}
	p.logger = slog.New(slog.NewJSONHandler(privacy.Writer(p.stderr), &slog.HandlerOptions{Level: p.serveLevel()}))
	served, err := lib.served(options)
	if err != nil {
		return err
	}
	server, err := lib.server(served)
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
		err = p.hintKey(options)
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

// hintKey says how to get a key where one is needed and none is valid.
func (p *program) hintKey(options listenOptions) error {
	if !options.write && !options.requireKey {
		return nil
	}
	keys, err := p.keys().List()
	if err == nil && !slices.ContainsFunc(keys, func(key api.Key) bool { return key.Valid(time.Now()) }) {
		p.printf("%s\n", p.text("Ingen nyckel finns än: samband key create --name NAMN --scope curate", "There is no key yet: samband key create --name NAME --scope curate"))
	}
	return err
}

func (p *program) serveLevel() slog.Level {
	if p.verbose {
		return slog.LevelInfo
	}
	return slog.LevelWarn
}
