#!/usr/bin/env bash
# Generates the contract's code of the package client: generate.sh CLIENT PLUGIN PROTOC GOOGLEAPIS. CLIENT is a copy of the package,
# which gets src/gen and src/pb.ts. PLUGIN is protoc-gen-es. GOOGLEAPIS has google/api/*.proto and google/rpc/*.proto.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
client=$(cd "$1" && pwd)
plugin=$(realpath "$2")
protoc=$3
googleapis=$(realpath "$4")

generated=$client/src/gen
mkdir -p "$generated"
(cd "$root/proto" && "$protoc" -I. -I"$googleapis" --plugin="protoc-gen-es=$plugin" --es_out="$generated" \
  --es_opt=target=ts,import_extension=js verbatim/v1/*.proto google/api/annotations.proto google/api/http.proto google/rpc/status.proto \
  google/rpc/error_details.proto)
(cd "$generated" && for file in verbatim/v1/*_pb.ts google/rpc/*_pb.ts; do
  printf "export * from './gen/%s.js';\n" "${file%.ts}"
done) >"$client/src/pb.ts"
