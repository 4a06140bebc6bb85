#!/usr/bin/env bash
# Tests the page: run.sh BINARIES PAGE WORK. BINARIES has verbatim and verbatimd. PAGE is the folder of client/web/build.sh with its
# packages and generated code. WORK gets screenshots. Skipped, with exit code 77, if there is no npm or no Chromium, if verbatimd was
# built without the page, or if ../shared/data is missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
binaries=$1
page=$2
work=$3

chromium=$(command -v chromium || true)
[[ -n $chromium ]] || { echo "run.sh: chromium is not installed" >&2; exit 77; }
[[ -d $page/client/web/dist ]] || { echo "run.sh: verbatimd was built without its page" >&2; exit 77; }
# Node finds packages in the folders above a file.
rm -rf "$page/tests/web"
mkdir -p "$page/tests" "$work"
cp -r "$here" "$page/tests/web"
cd "$page"

node_modules/.bin/tsc -p client/web
echo "types: ok"
VERBATIM_TEST_DATA=$root/tests/data node_modules/.bin/vitest run --root tests/web/unit
node tests/web/scenarios.mjs "$chromium" "$binaries" "$root" "$work/screenshots"
