#!/usr/bin/env bash
# Make or refresh .venv from the lock files: `tools/environment.sh run` or `tools/environment.sh dev` (a superset).
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=${1:?run or dev}
venv=.venv

say() { printf '%s\n' "$*" >&2; }

# A Python that runs and is new enough; PYTHON chooses one. Names on the PATH may be shims that do not answer.
find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    say "Python 3.11 or newer is missing: install it (Debian: apt-get install python3 python3-venv), or set PYTHON."
    exit 1
}

make_venv() {
    local python
    python=$(find_python)
    say "environment: $("$python" --version) in $venv"
    # A broken or moved environment is made anew; nothing of the user's is in it.
    if ! "$python" -m venv --clear "$venv" >/dev/null; then
        say "Python's venv module is missing: install it (Debian: apt-get install python3-venv)."
        exit 1
    fi
}

healthy() { "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

install() { "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" "$@"; }

began=$(date +%s)
healthy || make_venv
if ! "$venv/bin/python" -c 'import uv, hatchling' 2>/dev/null || [ requirements/installer.lock -nt "$venv/bin/installer.stamp" ]; then
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/installer.lock
    touch "$venv/bin/installer.stamp"
fi
# Compiled here, so that the first start is as quick as the second.
install --compile-bytecode --require-hashes -r "requirements/$wanted.lock"
install --no-deps --no-build-isolation --editable .
touch "$venv/bin/run.stamp"
if [ "$wanted" = dev ]; then touch "$venv/bin/dev.stamp"; fi
say "environment: ready after $(($(date +%s) - began)) s"
