#!/usr/bin/env bash
# Installs what the two commands need on Debian 12 or Ubuntu: system packages (as root or with sudo) and a virtual
# environment from hashed requirements. Quick when nothing is missing. Says each stage before it begins.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { echo "setup: $*"; }

PACKAGES=(
  # build pyscard, which has no Linux wheel
  gcc swig python3-dev libpcsclite-dev pkg-config
  # Qt's system libraries
  libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libpulse0 libpulse-mainloop-glib0
  libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-image0 libxcb-render-util0
  # type, and pictures of PDFs
  fonts-noto-cjk poppler-utils
  # the real daemons of the sandbox
  pcscd vsmartcard-vpcd cups-ipp-utils dbus
  # a display, for what opens windows
  xvfb
  # the power-cut rig
  fuse3 libfuse3-3 e2fsprogs strace
)
if command -v dpkg-query >/dev/null; then
  missing=()
  for package in "${PACKAGES[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null || true)" = "ii " ] || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    say "1/4 installing ${#missing[@]} system packages (up to 5 minutes): ${missing[*]}"
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
      command -v sudo >/dev/null || { echo "Run as root, or install sudo, to install: ${missing[*]}" >&2; exit 1; }
      as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    say "1/4 all system packages are installed"
  fi
else
  say "1/4 not a Debian system: install by hand what packaging/setup.sh lists" >&2
fi

python="${PYTHON:-python3}"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $python is older." >&2; exit 1; }
if [ -x .venv/bin/python ]; then
  say "2/4 the virtual environment .venv is there"
else
  say "2/4 making a virtual environment in .venv"
  "$python" -m venv .venv
fi
pip=(.venv/bin/python -m pip --disable-pip-version-check install --quiet)
say "3/4 installing the Python packages of requirements/ into .venv: 800 MB, 1 to 10 minutes the first time"
"${pip[@]}" --require-hashes -r requirements/build.txt 2> >(grep -v "is ignored: it is neither" >&2)
"${pip[@]}" --require-hashes --no-build-isolation -r requirements/dev.txt 2> >(grep -v "is ignored: it is neither" >&2)
say "4/4 installing this program into .venv"
"${pip[@]}" --no-deps --no-build-isolation --no-index --editable . 2> >(grep -v "is ignored: it is neither" >&2)
say "done"
