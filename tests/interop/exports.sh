#!/usr/bin/env bash
# Exports ten varied claims, and reads the files with other projects' tools: exports.sh BINARIES FOLDER. Installs packages into FOLDER
# from npm. Skipped, with exit code 77, if there is no npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
binaries=$1
work=$2

command -v npm >/dev/null || { echo "exports.sh: npm is not installed" >&2; exit 77; }
mkdir -p "$work"
cp "$here"/npm/package.json "$here"/npm/*.mjs "$work"
(cd "$work" && npm install --silent --no-fund --no-audit --no-package-lock) ||
  { echo "exports.sh: npm cannot install the packages" >&2; exit 77; }

data=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
"$binaries/verbatimd" --listen=127.0.0.1:0 --port_file="$data/port" --http_listen=127.0.0.1:0 --http_port_file="$data/http" \
  --store="sqlite:$data/a.db" 2>"$data/log" &
server=$!
until [[ -s $data/port && -s $data/http ]] || ! kill -0 "$server"; do sleep 0.05; done
grpc=127.0.0.1:$(cat "$data/port")

/usr/bin/python3 "$here/varied_claims.py" "http://127.0.0.1:$(cat "$data/http")"
for format in claim-review claim-review-feed web-annotation prov-json nanopublication; do
  "$binaries/verbatim" --server "$grpc" export --format "$format" --base-uri https://facts.example/ --output "$work/$format"
done
cd "$work"
/usr/bin/python3 "$here/check_prov_constraints.py" prov-json
/usr/bin/python3 "$here/check_nanopublications.py" nanopublication
/usr/bin/python3 "$here/check_json_ld.py" claim-review claim-review-feed web-annotation
node check_nanopublications.mjs nanopublication
node check_json_ld.mjs "$here/contexts" claim-review claim-review-feed web-annotation
