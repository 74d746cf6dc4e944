# What chibo is built, checked and shown with. `make help` lists it.
#
# Everything needed comes by Go modules and npm, pinned in go.mod, tools/go.mod
# and package-lock.json; nothing is installed on the machine.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

# The program needs no C, and no other toolchain is fetched than the one here.
# What is checked is compiled as what is shipped, hence once. Of the code that
# templates become, a sixth would be copies made by inlining.
export CGO_ENABLED := 0
export GOTOOLCHAIN := local
export GOFLAGS := $(GOFLAGS) -buildvcs=false -trimpath -gcflags=chibo/internal/...=-l

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unversioned)
TOOL := go tool -modfile=tools/go.mod
STAMPS := .cache/make

GO_FILES = find . -name '*.go' -not -name '*_templ.go' -not -path '*/node_modules/*' -not -path './.cache/*' -print0
TEMPLATES := $(shell find internal -name '*.templ')
ASSETS := $(shell find internal/ui/assets -type f 2>/dev/null)

# What the compiler needs beside the code that is kept.
GENERATED := $(STAMPS)/templates internal/ui/dist/manifest.json

## Building and showing

help: ## this list
	@awk -F ':.*## ' '/^## /{print "\n" substr($$0, 4)} /^[a-z-]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' Makefile

build: $(GENERATED) ## bin/chibo, a single file that needs nothing else
	go build -ldflags '-s -w -X main.version=$(VERSION)' -o bin/chibo ./cmd/chibo

demo: build ## the program with the five sample organisations; ARGS='--addr 127.0.0.1:9000' for other flags
	bin/chibo demo $(ARGS)

$(STAMPS)/templates: $(TEMPLATES) go.mod | stale
	go tool templ generate -path internal -log-level warn
	@mkdir -p $(@D) && touch $@

# Generated code goes with the template that it was made of.
stale:
	@find internal -name '*_templ.go' | while read -r f; do [ -e "$${f%_templ.go}.templ" ] || rm -- "$$f"; done

# The style sheet keeps only what the templates use: hence it depends on them.
internal/ui/dist/manifest.json: node_modules/.package-lock.json $(ASSETS) $(TEMPLATES)
	node internal/ui/assets/build.mjs
	@touch $@

# Install scripts of packages are never run.
node_modules/.package-lock.json: package-lock.json
	npm ci --ignore-scripts --loglevel=error
	@touch $@

e2e/node_modules/.package-lock.json: e2e/package-lock.json
	cd e2e && npm ci --ignore-scripts --loglevel=error
	@touch $@

## Checking

test: build lint sbom unit stories ## everything: lint, tests on both engines, stories in a browser

lint: format vet staticcheck deadcode ## the code read by machines; make -k lint goes on after a finding

format:
	@echo '== format'
	@badly=$$($(GO_FILES) | xargs -0 $(TOOL) gofumpt -l); [ -z "$$badly" ] || { echo "not formatted, run make fmt:"; echo "$$badly"; exit 1; }

vet: $(GENERATED)
	@echo '== vet'
	@go vet ./...

staticcheck: $(GENERATED)
	@echo '== staticcheck'
	@$(TOOL) staticcheck ./...

# It exits 0 whatever it finds. What only tests reach counts as reached: dbtest
# and its like are made for them.
deadcode: $(GENERATED)
	@echo '== deadcode'
	@dead=$$($(TOOL) deadcode -test ./...); [ -z "$$dead" ] || { echo "$$dead"; exit 1; }

# Databases of tests lie in memory where there is room: a disk makes every commit wait.
memory := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 { print "/dev/shm" }')
unit stories: export GOTMPDIR := $(or $(GOTMPDIR),$(TMPDIR),/tmp)
unit stories: export TMPDIR := $(or $(memory),$(TMPDIR),/tmp)

# Memory is there, time is short: the collector of what is built and run here comes less often.
lint unit stories: export GOGC := 400

sbom: build ## bin/chibo.cdx.json, what it is made of and under which licences (CycloneDX)
	@echo '== sbom'
	@cd tools && go vet ./sbom && go test -vet=off ./sbom && go run ./sbom .. '$(VERSION)' >../bin/chibo.cdx.json

unit: bin/withpg $(GENERATED) ## Go tests, on SQLite and PostgreSQL, with the race detector
	@echo '== unit'
	@bin/withpg tools/unit

# Stories are told in the order of their names, two at a time; the longest comes first.
# What one has looked at no other looks at again (CHIBO_LOOKED).
# On PostgreSQL those that write most. How pages look, and how the editor, the sign-in
# page and the installed app behave, does not depend on the database; elections, polls,
# the running meeting, reports and commitments and the year of a cell are tried on it by
# their use cases.
ON_POSTGRES = $(addprefix e2e/,$(addsuffix .test.mjs,campaign first month people sharing tree))

stories: build bin/withpg e2e/node_modules/.package-lock.json ## stories in a real browser, on each engine
	@CHIBO_TEST_CHROMIUM=$$(node tools/chromium/find.mjs); CHIBO_LOOKED=$$(mktemp); export CHIBO_TEST_CHROMIUM CHIBO_LOOKED; \
	trap 'rm -f "$$CHIBO_LOOKED"' EXIT; \
	echo '== stories on SQLite'; \
	node --test --test-reporter=spec --test-concurrency=2 e2e/*.test.mjs; \
	echo '== stories on PostgreSQL'; \
	bin/withpg bash -c 'CHIBO_DB=$$CHIBO_TEST_POSTGRES exec node --test --test-reporter=spec --test-concurrency=2 $(ON_POSTGRES)'

# go build itself knows best whether there is anything to do.
bin/withpg: FORCE
	@go build -o $@ ./internal/dbtest/pgserver/withpg

fmt: ## format all code
	$(GO_FILES) | xargs -0 $(TOOL) gofumpt -w
	go tool templ fmt internal

vuln: ## known faults in what we use; asks the public database of Go, so by hand
	$(TOOL) govulncheck ./...

## Measuring and showing, by hand

bench: bin/withpg build ## the benchmarks
	bin/withpg go test -run '^$$' -bench . -benchmem ./...

soak: bin/withpg build ## the long forms of the tests (CHIBO_SOAK=1), hours
	CHIBO_SOAK=1 bin/withpg go test -timeout 12h -count=1 ./...

guide: build e2e/node_modules/.package-lock.json ## the pictures of the user guide, made by the stories
	E2E_SHOTS=$(CURDIR)/docs/guide/images node --test --test-reporter=spec --test-concurrency=1 e2e/*.test.mjs

FORCE:
.PHONY: help build stale demo test lint format vet staticcheck deadcode sbom unit stories fmt vuln bench soak guide FORCE
