#!/usr/bin/env bash
# Builds the last commit in two folders and compares the bytes.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for place in one two/deeper; do
  mkdir -p "$work/$place"
  git clone -q . "$work/$place/actionctl"
  (cd "$work/$place/actionctl" && go run ./packaging/lazymeta .build/lazymeta &&
    CGO_ENABLED=0 go build -modfile=.build/lazymeta/go.mod -trimpath -buildvcs=true -ldflags='-s -w' -o "$work/$place/bin" ./cmd/actionctl)
  (cd "$work/$place/actionctl/temporal" && CGO_ENABLED=0 go build -trimpath -buildvcs=true -ldflags='-s -w' -o "$work/$place/worker" ./cmd/actionctl-worker)
done
for program in bin worker; do
  cmp "$work/one/$program" "$work/two/deeper/$program"
  echo "the same bytes: $(sha256sum < "$work/one/$program")"
done
