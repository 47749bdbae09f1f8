package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/samband/samband/api"
	"github.com/samband/samband/graph"
)

// keysName is the file of keys in the data directory.
const keysName = "keys.json"

// keys are those of the data directory. They can be changed while a server
// has the directory, which follows at once.
func (p *program) keys() *api.Keys { return api.OpenKeys(filepath.Join(p.data, keysName)) }

func (p *program) keyCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "key",
		Short: p.text("nycklar till API:t: gör, lista, återkalla", "keys to the API: make, list, revoke"),
		Long: p.text(`En nyckel låter en person eller ett program skriva genom "samband serve --write":
  read    läsa, där servern kräver nyckel för det
  curate  slå ihop, dela, byta namn med mera
  ingest  lägga till dokument
  admin   allt, även ta bort dokument
Den visas en gång; i katalogen ligger bara dess SHA-256.`,
			`A key lets a person or a program write through "samband serve --write":
  read    read, where the server takes a key for that
  curate  merge, split, rename and so on
  ingest  add documents
  admin   all, also remove documents
It is shown once; the directory holds but its SHA-256.`),
		Example: "  samband key create --name 'Siv Ask' --scope curate --expires 90d\n  samband key list\n  samband key revoke k:1a2b3c4d",
	}
	command.AddCommand(p.createKeyCommand(), p.listKeysCommand(), p.revokeKeyCommand())
	return command
}

// checkKeys makes the data directory where it is missing and fresh is set.
func (p *program) checkKeys(cmd *cobra.Command, fresh bool) error {
	err := checkDataDirectory(p.data)
	if fresh && errors.Is(err, fs.ErrNotExist) {
		lib, err := p.openForWriting(cmd.Context())
		if err != nil {
			return err
		}
		return lib.close()
	}
	if err != nil {
		return p.noData(err)
	}
	return nil
}

func (p *program) createKeyCommand() *cobra.Command {
	var name, expires string
	var scopes []string
	command := &cobra.Command{
		Use:     "create",
		Short:   p.text("gör en nyckel och visa den, en enda gång", "make a key and show it, this once"),
		Example: "  samband key create --name 'Siv Ask' --scope curate\n  samband key create --name nattjobb --scope read,ingest --expires 2027-01-01",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if name = strings.TrimSpace(name); name == "" || len(scopes) == 0 {
				return usagef("%s", p.text("ange vems nyckeln är med --name och vad den får med --scope", "say whose key it is with --name and what it may do with --scope"))
			}
			until, err := expiry(expires, time.Now())
			if err != nil {
				return usagef(p.text("--expires %q: ange dagar (90d) eller datum (2027-01-31)", "--expires %q: give days (90d) or a date (2027-01-31)"), expires)
			}
			if err := p.checkKeys(cmd, true); err != nil {
				return err
			}
			var may []api.Scope
			for _, scope := range scopes {
				may = append(may, api.Scope(scope))
			}
			key, token, err := p.keys().Create(name, may, until)
			if err != nil {
				return err
			}
			return p.printNewKey(key, token)
		},
	}
	command.Flags().StringVar(&name, "name", "", p.text("vems den är; så heter den som beslutar med den", "whose it is; decisions made with it are by that name"))
	command.Flags().StringSliceVar(&scopes, "scope", nil, p.text("vad den får: read, curate, ingest, admin; kan upprepas", "what it may do: read, curate, ingest, admin; can be repeated"))
	command.Flags().StringVar(&expires, "expires", "", p.text("när den slutar gälla: 90d eller 2027-01-31; annars aldrig", "when it ends: 90d or 2027-01-31; else never"))
	mustGive(command.Flags(), "name", "scope", "expires")
	return command
}

// expiry reads a number of days from now, or a date, of which the whole day
// counts; "" is never.
func expiry(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if days, ok := strings.CutSuffix(text, "d"); ok {
		var n int
		if _, err := fmt.Sscanf(days, "%d", &n); err != nil || n <= 0 || strconv.Itoa(n) != days {
			return time.Time{}, fmt.Errorf("%q is no number of days", text)
		}
		return now.AddDate(0, 0, n), nil
	}
	date, err := time.ParseInLocation(time.DateOnly, text, time.Local)
	return date.AddDate(0, 0, 1), err
}

func (p *program) printNewKey(key api.Key, token string) error {
	if p.json {
		return p.emit(struct {
			wireKey
			Key string `json:"key"`
		}{newWireKey(key), token})
	}
	p.printf("%s\n", token)
	p.note(fmt.Sprintf(p.text("%s för %s. Spara nyckeln nu: den visas inte igen. Återkalla: samband key revoke %s",
		"%s for %s. Save the key now: it is not shown again. Revoke: samband key revoke %s"), key.ID, key.Name, key.ID))
	return nil
}

// wireKey is a key in JSON, without its hash.
type wireKey struct {
	ID      string      `json:"id"`
	Name    string      `json:"name"`
	Scopes  []api.Scope `json:"scopes"`
	Created time.Time   `json:"created"`
	Expires time.Time   `json:"expires,omitzero"`
	Revoked time.Time   `json:"revoked,omitzero"`
	Valid   bool        `json:"valid"`
}

func newWireKey(key api.Key) wireKey {
	return wireKey{key.ID, key.Name, key.Scopes, key.Created, key.Expires, key.Revoked, key.Valid(time.Now())}
}

func (p *program) listKeysCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   p.text("lista nycklar", "list keys"),
		Example: "  samband key list\n  samband key list --json",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := p.checkKeys(cmd, false); err != nil {
				return err
			}
			keys, err := p.keys().List()
			if err != nil {
				return err
			}
			for _, key := range keys {
				if err := p.printKey(key); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func (p *program) printKey(key api.Key) error {
	if p.json {
		return p.emit(newWireKey(key))
	}
	var scopes []string
	for _, scope := range key.Scopes {
		scopes = append(scopes, string(scope))
	}
	line := fmt.Sprintf("%s  %s  %s  %s", key.ID, key.Created.Local().Format(time.DateOnly), strings.Join(scopes, ","), key.Name)
	switch {
	case !key.Revoked.IsZero():
		line += "  " + p.text("[återkallad]", "[revoked]")
	case !key.Valid(time.Now()):
		line += "  " + p.text("[utgången]", "[expired]")
	case !key.Expires.IsZero():
		line += "  " + fmt.Sprintf(p.text("[till %s]", "[until %s]"), key.Expires.Local().Format("2006-01-02 15:04"))
	}
	p.printf("%s\n", line)
	return nil
}

func (p *program) revokeKeyCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "revoke KEY",
		Short:   p.text("återkalla en nyckel; den gäller inte längre, inte heller i en server som går", "revoke a key; it holds no longer, not in a running server either"),
		Example: "  samband key revoke k:1a2b3c4d",
		Args:    p.arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := p.checkKeys(cmd, false); err != nil {
				return err
			}
			err := p.keys().Revoke(args[0])
			if errors.Is(err, graph.ErrNotFound) {
				return fmt.Errorf(p.text("ingen nyckel %q; se \"samband key list\"", "no key %q; see \"samband key list\""), args[0])
			}
			if err == nil && !p.json {
				p.printf(p.text("%s är återkallad\n", "%s is revoked\n"), args[0])
			}
			return err
		},
	}
}
