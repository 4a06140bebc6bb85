#!/usr/bin/env bash
# Runs the clients against one server: run.sh BINARIES FOLDER. Installs their packages into FOLDER from npm. Skipped, with exit code
# 77, if there is no npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
binaries=$1
work=$2

command -v npm >/dev/null || { echo "run.sh: npm is not installed" >&2; exit 77; }
mkdir -p "$work"
cp "$here"/package.json "$here"/*.mjs "$work"
(cd "$work" && npm install --silent --no-fund --no-audit --no-package-lock) || { echo "run.sh: npm cannot install the packages" >&2; exit 77; }
protoc -I"$root/proto" -I"$root/deploy/googleapis" --include_imports --descriptor_set_out="$work/contract.binpb" \
  "$root"/proto/verbatim/v1/*.proto

data=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
"$binaries/verbatimd" --listen=127.0.0.1:0 --port_file="$data/port" --http_listen=127.0.0.1:0 --http_port_file="$data/http" \
  --store="sqlite:$data/a.db" 2>"$data/log" &
server=$!
until [[ -s $data/port && -s $data/http ]] || ! kill -0 "$server"; do sleep 0.05; done
grpc=127.0.0.1:$(cat "$data/port")
http=http://127.0.0.1:$(cat "$data/http")

cd "$work"
node scenario.mjs "$grpc" "$http" contract.binpb "$root/proto" "$root/deploy/googleapis"
/usr/bin/python3 "$here/scenario.py" "$http"
node formats.mjs "$http"
curl -sS "$http/openapi.json" -o openapi.json
node_modules/.bin/redocly lint openapi.json >redocly.log 2>&1 || { cat redocly.log >&2; exit 1; }
echo "redocly: ok"
request='{"name": "claims/urllib"}'
node_modules/.bin/buf curl --protocol connect --schema contract.binpb -d "$request" "$http/verbatim.v1.ClaimService/GetClaim" | grep -q fifty-two
node_modules/.bin/buf curl --protocol grpc --http2-prior-knowledge -d "$request" "http://$grpc/verbatim.v1.ClaimService/GetClaim" | grep -q fifty-two
echo "buf curl: ok"
