#!/usr/bin/env bash
# Proves that what releases are built with decides as jsonschema/v5 does, also raced, and
# that it leaves nothing of weight to be done before main.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go run ./packaging/lazymeta .build/lazymeta
late=-modfile=.build/lazymeta/go.mod

# In processes of their own, for which no metaschema was made yet.
go test -count=1 ./packaging/lazymeta -verdicts "$work/plain"
go test -count=1 -race "$late" -run '^TestAtOnce$' ./packaging/lazymeta
go test -count=1 -race "$late" -run '^TestVerdicts$' ./packaging/lazymeta -verdicts "$work/late"
cmp "$work/plain" "$work/late"
echo "the same verdicts: $(wc -l < "$work/late") lines"
go test -count=1 -race "$late" ./schema

# v5's own tests, but for those that read the suite, which the module comes without.
(cd .build/lazymeta/jsonschema && go test -count=1 -race -skip '^TestDraft[0-9]+$|^TestExtra$/^draft2020$/^vocabulary.json$' ./...)

CGO_ENABLED=0 go build "$late" -o "$work/actionctl" ./cmd/actionctl
allocs=$(GODEBUG=inittrace=1 "$work/actionctl" version 2>&1 | sed -n 's|^init github.com/santhosh-tekuri/jsonschema/v5 .* \([0-9]*\) allocs$|\1|p')
echo "allocations of jsonschema/v5 before main: $allocs; of v5 as it is: 8550"
test "$allocs" -lt 100
