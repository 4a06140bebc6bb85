#!/usr/bin/env bash
# Builds the packages of client/typescript, installs the packed files into an empty folder, and tests them there: typescript.sh
# BINARIES WORK. BINARIES has verbatim and verbatimd. WORK is kept, so that a second run is fast. Skipped, with exit code 77, if there
# is no npm, or if npm cannot install packages.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
binaries=$1
work=$2

command -v npm >/dev/null || { echo "typescript.sh: npm is not installed" >&2; exit 77; }
"$root/client/typescript/build.sh" "$work/build" protoc "$root/deploy/googleapis"

clean=$work/clean
rm -rf "$clean"
mkdir -p "$clean"
cd "$clean"
echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-fund --no-audit --no-package-lock --prefer-offline "$work"/build/packages/*.tgz ||
  { echo "typescript.sh: npm cannot install the packages" >&2; exit 77; }
cp "$here"/typescript/*.mjs .
export VERBATIMD=$binaries/verbatimd VERBATIM_PROJECT=$root VERBATIM_TOOLS=$work/build/node_modules/.bin
node --test ./*.test.mjs
