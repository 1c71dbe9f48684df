#!/usr/bin/env bash
# Lints every QML file with the qmllint of the pinned PySide6. Any warning fails.
set -euo pipefail
cd "$(dirname "$0")/.."
mapfile -t files < <(git ls-files --cached --others --exclude-standard 'ui/*.qml')
[ ${#files[@]} -gt 0 ] || { echo "no QML files found" >&2; exit 1; }
.venv/bin/pyside6-qmllint -I ui --max-warnings 0 "${files[@]}"
echo "qmllint: ${#files[@]} files clean"
