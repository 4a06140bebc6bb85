#!/usr/bin/env bash
# Builds the page and the report: build.sh WORK PACK REPORT PROTOC GOOGLEAPIS. WORK is a folder for copies, packages of npm and
# generated code, so that the tree stays as it is. PACK is the file of the page to write, for service/http/pages/page_files.h, REPORT
# that of the report without its data, for client/cli/output/report_file.h. GOOGLEAPIS has google/api/*.proto.
# Writes empty files, with a warning, if npm cannot install the packages, for example without a network.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$1
pack=$2
report=$3
protoc=$4
googleapis=$5

mkdir -p "$work/client/typescript"
rm -rf "$work/client/web" "$work/client/typescript/verify"
cp -r "$root/client/web" "$work/client/web"
cp -r "$root/client/typescript/verify" "$work/client/typescript/verify"
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

generated=client/web/src/generated
mkdir -p "$generated"
(cd "$root/proto" && "$protoc" -I. -I"$googleapis" --plugin="protoc-gen-es=$work/node_modules/.bin/protoc-gen-es" --es_out="$work/$generated" \
  --es_opt=target=ts verbatim/v1/*.proto google/api/annotations.proto google/api/http.proto google/rpc/status.proto google/rpc/error_details.proto)
node_modules/.bin/vite build client/web --logLevel warn
node client/web/pack.mjs client/web/dist "$pack"
node_modules/.bin/vite build client/web/report --logLevel warn
node client/web/report/pack.mjs client/web/dist-report/report.js "$report"
