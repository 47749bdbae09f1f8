package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/samband/samband/search/embed"

	"github.com/samband/samband/corpus/privacy"
)

// configFile is read from the working directory where it exists.
const configFile = "samband.yaml"

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use: "samband",
		Short: p.text("Sökbara, citerbara samband ur svenska dokument",
			"Searchable, citable connections from Swedish documents"),
		Long: p.text(`Samband gör svenska dokument (poddutskrifter, protokoll, rapporter, artiklar,
programsidor) till en sökbar kunskapsgraf där varje uppgift bär sitt belägg.`,
			`Samband turns Swedish documents (podcast transcripts, minutes, reports, articles,
event pages) into a searchable knowledge graph in which every fact carries its evidence.`),
		Example: `  samband demo
  samband ingest ./protokoll
  samband search 'hälsodata -covid'
  samband show person:anna-ek`,
		SilenceErrors: true, SilenceUsage: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return p.configure(cmd) },
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%w; see %q", err, cmd.CommandPath()+" --help")
	})
	root.SuggestionsMinimumDistance = 2
	flags := root.PersistentFlags()
	flags.StringVar(&p.data, "data", "samband-data", p.text("datakatalog", "data directory"))
	flags.StringVar(&p.graph, "graph", "", p.text("var grafen finns: embedded eller neo4j://ANVÄNDARE@VÄRD:PORT (lösenord i SAMBAND_NEO4J_PASSWORD eller …_FILE); anges när datakatalogen görs",
		"where the graph is: embedded or neo4j://USER@HOST:PORT (password in SAMBAND_NEO4J_PASSWORD or …_FILE); given when the data directory is made"))
	flags.StringVar(&p.embed, "embed", embed.BuiltIn, p.text("vad som gör vektorer att söka på innebörd med: builtin, off eller adressen till en OpenAI-kompatibel tjänst (nyckel i SAMBAND_EMBED_KEY eller …_FILE)",
		"what makes vectors to search by meaning with: builtin, off or the address of an OpenAI-compatible service (key in SAMBAND_EMBED_KEY or …_FILE)"))
	flags.BoolVar(&p.json, "json", false, p.text("skriv JSON: ett objekt för en sak, JSON Lines för många", "print JSON: one object for one thing, JSON Lines for many"))
	flags.StringVar(&p.lang, "lang", "", p.text("språk för meddelanden: sv eller en", "language of messages: sv or en"))
	flags.BoolVar(&p.unmask, "unmask", false, p.text("visa personnummer i sin helhet; för den som har rätt till det", "show personal identity numbers in full; for those entitled"))
	flags.BoolVarP(&p.verbose, "verbose", "v", false, p.text("logga mer på standard error", "log more to standard error"))
	flags.Var(&p.color, "color", p.text("färg: auto, always eller never", "colour: auto, always or never"))
	flags.BoolP("help", "h", false, p.text("visa hjälp", "show help"))
	p.addCommands(root)
	p.translateHelp(root)
	return root
}

// addCommands adds every command in the order in which help lists them.
func (p *program) addCommands(root *cobra.Command) {
	cobra.EnableCommandSorting = false
	root.AddCommand(
		p.demoCommand(), p.ingestCommand(), p.serveCommand(), p.searchCommand(), p.showCommand(), p.quotesCommand(),
		p.pathCommand(), p.groupsCommand(), p.neighboursCommand(), p.togetherCommand(), p.compareCommand(), p.rolesCommand(), p.timelineCommand(),
		p.saidCommand(), p.citationsCommand(), p.changesCommand(), p.conceptCommand(), p.exportCommand(), p.verifyCommand(), p.evalCommand(), p.reindexCommand(), p.migrateCommand(), p.refineCommand(), p.vectorsCommand(),
		p.deleteCommand(), p.forgetCommand(), p.accessCommand(), p.suggestCommand(), p.acceptCommand(), p.mergeCommand(), p.splitCommand(), p.renameCommand(),
		p.retypeCommand(), p.rejectCommand(), p.noteCommand(), p.undoCommand(), p.curationsCommand(), p.keyCommand(), p.doctorCommand(), p.versionCommand(),
	)
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return unknownCommand(p, root, args[0])
	}
	root.Args = cobra.ArbitraryArgs
}

func unknownCommand(p *program, root *cobra.Command, name string) error {
	if meant := root.SuggestionsFor(name); len(meant) > 0 {
		return usagef(p.text("okänt kommando %q; menade du %q?", "unknown command %q; did you mean %q?"), name, meant[0])
	}
	return usagef(p.text("okänt kommando %q; se \"samband --help\"", "unknown command %q; see \"samband --help\""), name)
}

// translateHelp puts what cobra itself says into the user's language.
func (p *program) translateHelp(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, command := range root.Commands() {
		switch command.Name() {
		case "help":
			command.Short = p.text("hjälp om ett kommando", "help about a command")
		case "completion":
			command.Short = p.text("komplettering för ett skal: bash, zsh, fish, powershell", "completion for a shell: bash, zsh, fish, powershell")
			command.Example = "  samband completion bash > /etc/bash_completion.d/samband\n  samband completion zsh > \"${fpath[1]}/_samband\""
		}
	}
	if p.swedish {
		root.SetUsageTemplate(strings.NewReplacer(
			"Usage:", "Användning:", "Aliases:", "Även:", "Examples:", "Exempel:", "Available Commands:", "Kommandon:",
			"Additional Commands:", "Andra kommandon:", "Global Flags:", "Flaggor för alla kommandon:", "Flags:", "Flaggor:",
			"Additional help topics:", "Mer hjälp:", `Use "{{.CommandPath}} [command] --help" for more information about a command.`,
			`Mer om ett kommando: {{.CommandPath}} help KOMMANDO`,
		).Replace(root.UsageTemplate()))
	}
}

// byHand marks a flag that only the command line sets: what removes documents
// must be said each time.
const byHand = "by-hand"

func mustGive(flags *pflag.FlagSet, names ...string) {
	for _, name := range names {
		flags.Lookup(name).Annotations = map[string][]string{byHand: nil}
	}
}

// configure sets every flag the user did not give from the environment
// (SAMBAND_NAME), else from samband.yaml, and then what depends on flags.
func (p *program) configure(cmd *cobra.Command) error {
	settings, err := readConfig(configFile)
	if err != nil {
		return usagef("%s: %w", configFile, err)
	}
	var problem error
	cmd.Flags().VisitAll(func(flag *pflag.Flag) {
		if _, given := flag.Annotations[byHand]; problem != nil || flag.Changed || given || flag.Name == "help" {
			return
		}
		origin, value := p.setting(settings, flag.Name)
		if value == "" {
			return
		}
		if err := cmd.Flags().Set(flag.Name, value); err != nil {
			problem = usagef("%s: %w", origin, err)
		}
	})
	if problem != nil {
		return problem
	}
	if p.lang != "" && p.lang != "sv" && p.lang != "en" {
		return usagef("--lang %q: sv, en", p.lang)
	}
	level := slog.LevelWarn
	if p.verbose {
		level = slog.LevelDebug
	}
	p.logger = slog.New(slog.NewTextHandler(privacy.Writer(p.stderr), &slog.HandlerOptions{Level: level}))
	return nil
}

func (p *program) setting(settings map[string]any, name string) (origin, value string) {
	variable := "SAMBAND_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
	if value := p.getenv(variable); value != "" {
		return variable, value
	}
	if value, ok := settings[name]; ok {
		return configFile + ": " + name, fmt.Sprint(value)
	}
	return "", ""
}

func readConfig(path string) (map[string]any, error) {
	data, err := os.ReadFile(path) //nolint:gosec // the user's own configuration
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // no file is no settings
	}
	if err != nil {
		return nil, err
	}
	var settings map[string]any
	if err := yaml.Unmarshal(data, &settings); err != nil {
		return nil, err
	}
	return settings, nil
}
