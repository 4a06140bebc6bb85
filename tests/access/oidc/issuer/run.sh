#!/usr/bin/env bash
# Runs the test of a real issuer: run.sh TEST FOLDER. Installs oauth2-mock-server into FOLDER from npm. Skipped, with exit code 77, if
# there is no npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
test=$1
work=$2

command -v npm >/dev/null || { echo "run.sh: npm is not installed" >&2; exit 77; }
mkdir -p "$work"
cp "$here"/package.json "$here"/issuer.mjs "$work"
(cd "$work" && npm install --silent --no-fund --no-audit --no-package-lock) || { echo "run.sh: npm cannot install the packages" >&2; exit 77; }
ISSUER_SCRIPT="$work/issuer.mjs" exec "$test"
