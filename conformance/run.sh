#!/usr/bin/env bash
# Gets the clients of other makers, as they are pinned here, and runs the conformance
# tests with the arguments of "go test". What it got stays for the next time.
set -euo pipefail
cd "$(dirname "$0")"

if ! cmp -s clients/package-lock.json clients/node_modules/.installed; then
  echo 'installing the Node clients'
  (cd clients && npm ci --no-audit --no-fund --loglevel=error)
  cp clients/package-lock.json clients/node_modules/.installed
fi
if ! cmp -s requirements.txt .venv/.installed; then
  echo 'installing the Python clients'
  rm -rf .venv
  python3 -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements.txt
  cp requirements.txt .venv/.installed
fi

go test -count=1 -parallel 16 -timeout 20m "$@" ./...
