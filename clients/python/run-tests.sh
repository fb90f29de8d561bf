#!/bin/sh
# Tests the Python client against the real gateway: builds actionctl and the package,
# installs the package into an environment of its own, and runs pytest and mypy there.
# Arguments go to pytest. PYTHON chooses the interpreter, ACTIONCTL an actionctl that is
# built already, VENV a folder to keep the environment in.
set -eu
cd "$(dirname "$0")"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

venv=${VENV:-$work/venv}
if [ ! -x "$venv/bin/python" ]; then
	"${PYTHON:-python3}" -m venv "$venv"
	"$venv/bin/python" -m pip install --quiet --disable-pip-version-check pytest==9.2.0 mypy==2.4.1
fi
# The wheel is what is tested, not the folder.
"$venv/bin/python" -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir "$work" .
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall "$work"/*.whl

if [ -z "${ACTIONCTL:-}" ]; then
	ACTIONCTL=$work/actionctl
	(cd ../.. && go build -o "$ACTIONCTL" ./cmd/actionctl)
fi
export ACTIONCTL

"$venv/bin/python" -m mypy --cache-dir "$work/mypy"
"$venv/bin/python" -B -W error -m pytest -p no:cacheprovider "$@"
