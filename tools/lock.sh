#!/usr/bin/env bash
# Write requirements/*.lock from pyproject.toml: names, versions and hashes only, for every Python we support.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
compile() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@"
}
compile requirements/installer.in -o requirements/installer.lock
compile pyproject.toml --extra analysis --extra oidc --extra traces -o requirements/run.lock
compile pyproject.toml --extra dev -c requirements/run.lock -o requirements/dev.lock
# Clients and fuzzers that need an older graphql-core than the service: an environment of their own.
compile requirements/clients.in -o requirements/clients.lock
