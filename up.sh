#!/bin/sh
# Set up everything a command of the Makefile needs, once; afterwards it costs a fraction of a second.
# Brings its own uv into .tools, finds a Python >= 3.12, syncs the lock into .venv.
set -eu
cd "$(dirname "$0")"
UV_VERSION=0.13.9
: "${HOME:=$PWD/.tools/home}"
export HOME

stop() { echo "shishi: $*" >&2; exit 1; }

usable() { [ -x "$1" ] && "$1" -c 'import sqlite3, ssl, sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

find_python() {
  [ -n "${UV_PYTHON:-}" ] && return
  for version in 3.13 3.14 3.12; do
    for candidate in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version".*/bin/python "$(command -v "python$version" 2>/dev/null || true)"; do
      if usable "$candidate"; then UV_PYTHON=$candidate; export UV_PYTHON; return; fi
    done
  done
  candidate=$(command -v python3 2>/dev/null || true)
  if usable "$candidate"; then UV_PYTHON=$candidate; export UV_PYTHON; return; fi
  stop "needs Python 3.12 or newer on PATH or under \$PYENV_ROOT; install it (for example: apt-get install python3.13) and run the same command again."
}

bring_uv() {
  [ -x .tools/bin/uv ] && return
  command -v python3 >/dev/null 2>&1 || stop "needs python3 with pip on PATH; install it and run the same command again."
  if command -v uv >/dev/null 2>&1; then mkdir -p .tools/bin; ln -sf "$(command -v uv)" .tools/bin/uv; return; fi
  rm -rf .tools/venv
  if "$UV_PYTHON" -m venv .tools/venv >/dev/null 2>&1 && .tools/venv/bin/pip install -q --disable-pip-version-check "uv==$UV_VERSION"; then
    mkdir -p .tools/bin; ln -sf ../venv/bin/uv .tools/bin/uv
  else
    python3 -m pip install -q --target .tools/lib "uv==$UV_VERSION" || stop "pip could not fetch uv from the package index; check the index and run the same command again."
    mkdir -p .tools/bin; ln -sf ../lib/bin/uv .tools/bin/uv
  fi
}

find_python
bring_uv
.tools/bin/uv sync --locked --quiet
