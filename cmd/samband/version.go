package main

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// dataFormat is the format of the data directory this program writes.
const dataFormat = 3

// versionInfo says what this program is.
type versionInfo struct {
	Version    string `json:"version"`
	Commit     string `json:"commit"`
	Go         string `json:"go"`
	Platform   string `json:"platform"`
	DataFormat int    `json:"data_format"`
}

// readVersion reads what the Go toolchain stamped into the binary.
func readVersion() versionInfo {
	info := versionInfo{Version: "devel", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH, DataFormat: dataFormat}
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return info
	}
	if build.Main.Version != "" && build.Main.Version != "(devel)" {
		info.Version = build.Main.Version
	}
	for _, setting := range build.Settings {
		if setting.Key == "vcs.revision" {
			info.Commit = setting.Value
		}
	}
	return info
}

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   p.text("visa version, commit och dataformat", "show version, commit and data format"),
		Example: "  samband version\n  samband version --json",
		Args:    p.arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			info := readVersion()
			if p.json {
				return p.emit(info)
			}
			p.printf("samband %s", info.Version)
			if info.Commit != "" {
				p.printf(" (%s)", info.Commit)
			}
			p.printf(" %s %s, %s %d\n", info.Go, info.Platform, p.text("dataformat", "data format"), info.DataFormat)
			return nil
		},
	}
}
