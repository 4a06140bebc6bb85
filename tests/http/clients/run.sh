#!/usr/bin/env bash
# Runs clients against one server: run.sh node|browser BINARIES FOLDER. Installs their packages into FOLDER from npm. `node` is for
# everything but browsers. Skipped, with exit code 77, if there is no npm, and for `browser` if there is no Chromium.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
clients=$1
binaries=$2
work=$3

command -v npm >/dev/null || { echo "run.sh: npm is not installed" >&2; exit 77; }
chromium=$(command -v chromium || true)
[[ $clients == node || -n $chromium ]] || { echo "run.sh: chromium is not installed" >&2; exit 77; }
mkdir -p "$work"
cp "$here"/package.json "$here"/*.mjs "$work"
(cd "$work" && npm install --silent --no-fund --no-audit --no-package-lock) || { echo "run.sh: npm cannot install the packages" >&2; exit 77; }
protoc -I"$root/proto" -I"$root/deploy/googleapis" --include_imports --descriptor_set_out="$work/contract.binpb" \
  "$root"/proto/verbatim/v1/*.proto

page_origin=http://page.example
data=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
"$binaries/verbatimd" --listen=127.0.0.1:0 --port_file="$data/port" --http_listen=127.0.0.1:0 --http_port_file="$data/http" \
  --http_cors_origins="$page_origin" --store="sqlite:$data/a.db" 2>"$data/log" &
server=$!
until [[ -s $data/port && -s $data/http ]] || ! kill -0 "$server"; do sleep 0.05; done
grpc=127.0.0.1:$(cat "$data/port")
http=http://127.0.0.1:$(cat "$data/http")

cd "$work"
if [[ $clients == browser ]]; then
  node browser.mjs "$chromium" "$http" contract.binpb "$page_origin"
  exit
fi
node node_clients.mjs "$grpc" "$http" contract.binpb "$root/proto" "$root/deploy/googleapis"
/usr/bin/python3 "$here/scenario.py" "$http"
node formats.mjs "$http"
curl -sS "$http/openapi.json" -o openapi.json
node_modules/.bin/redocly lint openapi.json >redocly.log 2>&1 || { cat redocly.log >&2; exit 1; }
echo "redocly: ok"
request='{"name": "claims/urllib"}'
node_modules/.bin/buf curl --protocol connect --schema contract.binpb -d "$request" "$http/verbatim.v1.ClaimService/GetClaim" | grep -q fifty-two
for reflection in grpc-v1 grpc-v1alpha; do
  node_modules/.bin/buf curl --protocol grpc --http2-prior-knowledge --reflect-protocol "$reflection" -d "$request" \
    "http://$grpc/verbatim.v1.ClaimService/GetClaim" | grep -q fifty-two
done
echo "buf curl: ok"
