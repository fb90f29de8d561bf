#!/usr/bin/env bash
# Builds what the tests start, gets the Python packages as they are pinned, and runs the
# tests with the arguments of "go test". What it built and got stays for the next time; the
# Temporal server takes some minutes once.
set -euo pipefail
cd "$(dirname "$0")"

if ! cat requirements.txt ../../integration/requirements.txt | cmp -s - .venv/.installed; then
  echo 'installing the Python packages'
  rm -rf .venv
  python3 -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check --only-binary=:all: --requirement requirements.txt
  cat requirements.txt ../../integration/requirements.txt > .venv/.installed
fi

echo 'building the server and the worker'
mkdir -p .build
(cd ../testserver && go build -o ../e2e/.build/testserver .)
(cd .. && go build -o e2e/.build/actionctl-worker ./cmd/actionctl-worker)

# Most tests wait for a lost worker to be missed, and can do so at the same time.
go test -tags e2e -count=1 -parallel 6 -timeout 20m "$@" .
