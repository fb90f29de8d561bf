#!/usr/bin/env bash
# Checks what `make snapshot` left in dist/: the Debian package as a machine would have
# it, and the images, which buildah makes without a Docker engine.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

deb=$(echo dist/*_linux_amd64.deb)
dpkg-deb --info "$deb" | grep '^ Package: actionctl$'
dpkg-deb --extract "$deb" "$work/deb"
"$work/deb/usr/bin/actionctl" version
# It is built with what packaging/lazymeta writes.
GODEBUG=inittrace=1 "$work/deb/usr/bin/actionctl" version 2>&1 | grep 'jsonschema/v5 .* [0-9][0-9]\? allocs$'
for file in usr/share/man/man1/actionctl-run.1.gz usr/share/bash-completion/completions/actionctl \
  usr/share/zsh/vendor-completions/_actionctl usr/share/fish/vendor_completions.d/actionctl.fish usr/share/doc/actionctl/copyright \
  usr/share/doc/actionctl/NOTICES; do
  test -s "$work/deb/$file"
done
test "$(ls dist/*.tar.gz dist/*.zip | wc -l)" -eq 8
for archive in dist/*.tar.gz; do
  tar -tzf "$archive" NOTICES > "$work/list"
done
grep -q '^=== github.com/santhosh-tekuri/jsonschema/v5 ' "$work/deb/usr/share/doc/actionctl/NOTICES"
(cd dist && sha256sum --quiet --check checksums.txt)

# The real base image is not asked for: it may be out of reach, and adds certificates only.
mkdir -p "$work/context/linux/amd64" "$work/context/.build/worker" "$work/image"
cp LICENSE "$work/context/"
cp .build/NOTICES "$work/context/.build/"
cp .build/worker/NOTICES "$work/context/.build/worker/"
cp "$work/deb/usr/bin/actionctl" "$work/context/linux/amd64/"
tar -xzf dist/actionctl-worker_*_linux_amd64.tar.gz -C "$work/context/linux/amd64" actionctl-worker
"$work/context/linux/amd64/actionctl-worker" --version | grep '^actionctl-worker [0-9]' # not "devel"
buildah=(buildah --root "$work/image" --runroot "$work/run" --storage-driver vfs)
image() { # its name and what it is made by
  "${buildah[@]}" build -q --isolation chroot --platform linux/amd64 --build-arg BASE=scratch \
    -f "packaging/$2" -t "$1" "$work/context" > "$work/id"
  "${buildah[@]}" push -q "$1" "oci-archive:$work/$1.tar"
  test -s "$work/$1.tar"
}
image actionctl Dockerfile
image actionctl-worker worker.Dockerfile
echo 'package, archives and images are whole'
