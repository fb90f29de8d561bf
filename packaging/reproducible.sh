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
done
cmp "$work/one/bin" "$work/two/deeper/bin"
echo "the same bytes: $(sha256sum < "$work/one/bin")"
