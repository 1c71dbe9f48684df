#!/usr/bin/env bash
# Compiles the hashed requirement files from pyproject.toml. Needs uv on PATH, or in UV.
set -euo pipefail
cd "$(dirname "$0")/.."
compile=("${UV:-uv}" pip compile --quiet --universal --python-version 3.11 --generate-hashes
  --no-header --no-annotate --no-config)
"${compile[@]}" pyproject.toml -o requirements/runtime.txt
"${compile[@]}" pyproject.toml --group dev -c requirements/runtime.txt -o requirements/dev.txt
"${compile[@]}" requirements/build.in -o requirements/build.txt
