#!/usr/bin/env bash
# Builds the page and the report: build.sh WORK PACK REPORT PROTOC GOOGLEAPIS. WORK is a folder for copies, packages of npm and
# generated code, so that the tree stays as it is. PACK is the file of the page to write, for service/http/pages/page_files.h, REPORT
# that of the report without its data, for client/cli/output/report_file.h. GOOGLEAPIS has google/api/*.proto.
# Writes empty files, with a warning, if npm cannot install the packages, for example without a network.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(realpath -m "$1")
pack=$(realpath -m "$2")
report=$(realpath -m "$3")
protoc=$4
googleapis=$(realpath "$5")

mkdir -p "$work/client/typescript"
for folder in web typescript/client typescript/verify; do
  rm -rf "${work:?}/client/$folder"
  cp -r "$root/client/$folder" "$work/client/$folder"
done
cp "$root/client/typescript/tsconfig.json" "$work/client/typescript"
rm -rf "$work/client/web/node_modules"
cp "$root/client/web/package.json" "$root/client/web/package-lock.json" "$work"

cd "$work"
# Installing takes half a minute, so a change of the sources alone must not repeat it.
if ! cmp -s package-lock.json node_modules/.installed; then
  if ! npm ci --silent --no-fund --no-audit; then
    echo "build.sh: warning: npm cannot install the packages, so verbatimd is built without its page, and verbatim without reports" >&2
    : >"$pack"
    : >"$report"
    exit 0
  fi
  cp package-lock.json node_modules/.installed
fi

"$root/client/typescript/generate.sh" client/typescript/client "$work/node_modules/.bin/protoc-gen-es" "$protoc" "$googleapis"
node_modules/.bin/vite build client/web --logLevel warn
node client/web/pack.mjs client/web/dist "$pack"
node_modules/.bin/vite build client/web/report --logLevel warn
node client/web/report/pack.mjs client/web/dist-report/report.js "$report"
