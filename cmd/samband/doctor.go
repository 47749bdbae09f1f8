package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"
)

// lowDisk is the free space below which doctor warns, in bytes.
const lowDisk = 1 << 30

// finding is one thing doctor looked at.
type finding struct {
	Check  string `json:"check"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
	Remedy string `json:"remedy"` // command or step that mends it, "" where all is well
}

func (p *program) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "doctor",
		Short:   p.text("undersök datakatalogen och säg vad som hjälper", "examine the data directory and say what helps"),
		Example: "  samband doctor\n  samband doctor --data ./min-katalog --json",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			findings := p.examine(cmd.Context())
			ill := false
			for _, f := range findings {
				ill = ill || !f.OK
				if err := p.printFinding(f); err != nil {
					return err
				}
			}
			if ill {
				return &exitError{code: exitFailed}
			}
			return nil
		},
	}
}

func (p *program) printFinding(f finding) error {
	if p.json {
		return p.emit(f)
	}
	mark := "✓"
	if !f.OK {
		mark = "✗"
	}
	p.printf("%s %-12s %s\n", mark, f.Check, f.Detail)
	if f.Remedy != "" {
		p.printf("  → %s\n", f.Remedy)
	}
	return nil
}

func (p *program) examine(ctx context.Context) []finding {
	findings := []finding{p.examineDirectory(), p.examineDisk(), p.examineSecrets()}
	if !findings[0].OK {
		return findings
	}
	lib, err := p.openAsIs(ctx)
	if err != nil {
		remedy := "samband reindex"
		var exit *exitError
		if errors.As(err, &exit) && exit.code == exitLocked {
			remedy = p.text("avsluta den andra processen", "stop the other process")
		}
		return append(findings, finding{Check: "open", Detail: err.Error(), Remedy: remedy})
	}
	defer p.closeLibrary(lib)
	return append(findings, p.examineIndex(ctx, lib), p.examineFailures(ctx, lib))
}

func (p *program) examineDirectory() finding {
	switch err := checkDataDirectory(p.data); {
	case errors.Is(err, fs.ErrNotExist):
		return finding{Check: "directory", Detail: p.noData(err).Error(), Remedy: "samband ingest … --data " + p.data}
	case err != nil:
		return finding{Check: "directory", Detail: err.Error(), Remedy: p.text("återställ katalogen från en säkerhetskopia, eller läs in på nytt i en annan", "restore the directory from a backup, or ingest anew into another")}
	}
	return finding{Check: "directory", OK: true, Detail: fmt.Sprintf("%s, format %d", p.data, dataFormat)}
}

func (p *program) examineDisk() finding {
	dir := p.data
	for {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	var stat syscall.Statfs_t
	if err := syscall.Statfs(dir, &stat); err != nil {
		return finding{Check: "disk", Detail: err.Error(), Remedy: p.text("kontrollera disken", "check the disk")}
	}
	free := stat.Bavail * uint64(stat.Bsize) //nolint:gosec // sizes are positive; the field is signed on some systems
	f := finding{Check: "disk", OK: free >= lowDisk, Detail: fmt.Sprintf(p.text("%.1f GB ledigt", "%.1f GB free"), float64(free)/1e9)}
	if !f.OK {
		f.Remedy = p.text("frigör utrymme före nästa inläsning", "make room before the next ingest")
	}
	return f
}

func (p *program) examineSecrets() finding {
	if p.getenv("SAMBAND_NEO4J_PASSWORD") != "" {
		return finding{
			Check: "secrets", Detail: p.text("lösenord i miljövariabel", "password in an environment variable"),
			Remedy: p.text("lägg det i en fil och ange SAMBAND_NEO4J_PASSWORD_FILE", "put it into a file and set SAMBAND_NEO4J_PASSWORD_FILE"),
		}
	}
	return finding{Check: "secrets", OK: true, Detail: p.text("inga i miljön", "none in the environment")}
}

func (p *program) examineIndex(ctx context.Context, lib *library) finding {
	agree, err := lib.agrees(ctx)
	switch {
	case err != nil:
		return finding{Check: "index", Detail: err.Error(), Remedy: "samband reindex"}
	case !agree:
		return finding{Check: "index", Detail: p.text("stämmer inte med grafen", "does not agree with the graph"), Remedy: p.text("nästa kommando lagar det; annars: samband reindex", "the next command mends it; else: samband reindex")}
	}
	return finding{Check: "index", OK: true, Detail: p.text("stämmer med grafen", "agrees with the graph")}
}

func (p *program) examineFailures(ctx context.Context, lib *library) finding {
	failed, err := lib.archive.Failed(ctx)
	if err != nil {
		return finding{Check: "sources", Detail: err.Error(), Remedy: "samband verify"}
	}
	if len(failed) > 0 {
		return finding{
			Check: "sources", Detail: fmt.Sprintf(p.text("%d gick inte att läsa, först %s", "%d could not be read, first %s"), len(failed), failed[0].Error),
			Remedy: "samband ingest … --only-failed",
		}
	}
	return finding{Check: "sources", OK: true, Detail: p.text("alla lästa", "all read")}
}
