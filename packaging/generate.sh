#!/bin/sh
# Writes what packages bring beside the program into a folder: completions and man pages.
set -eu
out=$1
rm -rf "$out"
mkdir -p "$out/completions" "$out/man"
for shell in bash zsh fish powershell; do
  case $shell in
  zsh) file=_actionctl ;;
  powershell) file=actionctl.ps1 ;;
  *) file=actionctl.$shell ;;
  esac
  go run ./cmd/actionctl completion "$shell" > "$out/completions/$file"
done
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
go test ./cmd/actionctl -count=1 -run '^TestManPages$' -man "$(cd "$out/man" && pwd)"
gzip -9n "$out"/man/*.1
