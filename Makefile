GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: check test race lint golangci generate fuzz slow integration

check: generate-check lint test race ## everything but what needs other programs: integration, conformance, load

test: ## what the README says
	go test ./...

race:
	go test -race ./...

lint: golangci
	go run ./cmd/actionctl lint

golangci:
	$(GOLANGCI) run --allow-parallel-runners ./...
	cd conformance && $(GOLANGCI) run --allow-parallel-runners --build-tags load ./...
	cd bench && $(GOLANGCI) run --allow-parallel-runners ./...
	cd temporal && $(GOLANGCI) run --allow-parallel-runners --build-tags e2e ./...
	cd temporal/testserver && $(GOLANGCI) run --allow-parallel-runners ./...

generate: ## canonical descriptors, their index and its lexicon, what the sandbox takes them for, docs/reference and docs/openapi.json
	go generate ./actions ./sandbox/world ./internal/manual ./gateway

generate-check: ## fails when a descriptor or the index is not canonical
	go run ./cmd/actionctl fmt --check actions schema/types

# Counted in executions: where the clock ends a run, Go 1.26 now and then calls the end
# a failure (golang/go#75804).
FUZZTIME ?= 200000x
fuzz: ## every fuzz target for FUZZTIME
	@set -e; for pkg in $$(go list ./...); do \
	  for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
	    echo "$$pkg $$target"; go test -run='^$$' -fuzz="^$$target\$$" -fuzztime=$(FUZZTIME) -fuzzminimizetime=100x $$pkg; \
	  done; done

slow: ## a gibibyte each way and long batches, in bounded memory
	go test -tags slow -count=1 -timeout 15m ./slow
	go test -tags slow -count=1 -timeout 15m -run Memory ./batch

integration: ## a real MLflow server; needs python3 and PyPI
	go test -tags integration -count=1 -v ./integration/...

.PHONY: conformance load
conformance: ## clients of other makers and callers that mean harm; needs node, npm, python3
	bash conformance/run.sh

LOAD_SECONDS ?= 60
load: ## 64 callers at once for LOAD_SECONDS, with faults behind the gateway
	LOAD_SECONDS=$(LOAD_SECONDS) bash conformance/run.sh -tags load -run 'Load$$' -v

.PHONY: bench
BENCH_FLAGS ?=
bench: ## everything measured beside others, into bench/RESULTS.md; needs hyperfine and curl, takes half an hour
	cd bench && go run ./cmd/table $(BENCH_FLAGS)

# v2.16.0 is the newest that builds with Go 1.26 and whose modules the proxy has.
GORELEASER := go run github.com/goreleaser/goreleaser/v2@v2.16.0

.PHONY: snapshot release reproducible
snapshot: ## binaries, archives and the Debian package into dist/, without a tag; the image needs a Docker engine
	$(GORELEASER) release --snapshot --clean --skip=docker,publish

release: ## what a version tag builds and publishes
	$(GORELEASER) release --clean

reproducible: ## two builds in two places give the same bytes
	bash packaging/reproducible.sh
