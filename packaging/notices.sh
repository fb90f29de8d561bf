#!/bin/sh
# Prints the licences of Go and of all modules that are in a program, on any system that
# it is released for. It runs in the program's module, with the program's package.
set -eu
for system in linux darwin windows; do
  GOOS=$system go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' "$1"
done | sort -u | {
  printf 'This program has parts of the following works in it.\n'
  printf '\n=== Go, its standard library and runtime\n\n'
  cat "$(go env GOROOT)/LICENSE"
  while read -r path version dir; do
    case $path in github.com/actionctl/connector*) continue ;; esac
    printf '\n=== %s %s\n' "$path" "$version"
    found=
    for file in "$dir"/LICEN[CS]E* "$dir"/COPYING* "$dir"/NOTICE*; do
      if [ -f "$file" ]; then
        found=yes
        printf '\n'
        cat "$file"
      fi
    done
    if [ -z "$found" ]; then
      case $path in
      github.com/nexus-rpc/nexus-proto-annotations) printf '\nIts files name none; see https://%s\n' "$path" ;;
      *)
        echo "$path $version has no licence in its folder; find out and say so in packaging/notices.sh" >&2
        exit 1
        ;;
      esac
    fi
  done
}
