#!/usr/bin/env bash
# Builds the packages: build.sh WORK PROTOC GOOGLEAPIS. WORK is a folder for copies, packages of npm and generated code, so that the
# tree stays as it is; WORK/packages gets the packages' files. GOOGLEAPIS has google/rpc/*.proto. Exit code 77 if npm cannot install
# what the build needs, for example without a network.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(realpath -m "$1")
protoc=$2
googleapis=$(realpath "$3")

mkdir -p "$work"
for package in verify client mcp; do
  [[ -d $here/$package ]] || continue
  rm -rf "${work:?}/$package"
  cp -r "$here/$package" "$work/$package"
  cp "$root/LICENSE" "$work/$package"
done
cp "$here/package.json" "$here/package-lock.json" "$here/tsconfig.json" "$work"
cd "$work"
# Installing takes half a minute, so a change of the sources alone must not repeat it.
if ! cmp -s package-lock.json node_modules/.installed; then
  npm ci --silent --no-fund --no-audit || { echo "build.sh: npm cannot install the packages" >&2; exit 77; }
  cp package-lock.json node_modules/.installed
fi

"$here/generate.sh" client "$work/node_modules/.bin/protoc-gen-es" "$protoc" "$googleapis"

rm -rf packages
mkdir packages
for package in verify client mcp; do
  [[ -d $package ]] || continue
  node_modules/.bin/tsc -p "$package"
  npm pack --silent --pack-destination packages --workspace "$package" >/dev/null
done
