#!/usr/bin/env bash
# run.sh BUILD SCRATCH [ARGUMENT...]
#
# Installs BUILD to SCRATCH/prefix. Then configures, builds and runs the project of this folder against the installed package
# and an installed verbatimd. The arguments go to cmake. SCRATCH is kept, so that a second run is fast.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
build=$1 scratch=$2
shift 2

cmake --install "$build" --prefix "$scratch/prefix" >/dev/null
cmake -S "$here" -B "$scratch/build" -DCMAKE_PREFIX_PATH="$scratch/prefix" "$@"
cmake --build "$scratch/build"

run=$(mktemp -d)
"$scratch/prefix/bin/verbatimd" --listen=127.0.0.1:0 --port_file="$run/port" --store="sqlite:$run/claims.db" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait; rm -rf "$run"' EXIT
for _ in {1..600}; do
  [[ -s $run/port ]] && break
  sleep 0.1
done
address=127.0.0.1:$(<"$run/port")
"$scratch/build/outside" "$address" "$run/claims.db.vkey" | tee "$run/checks"
grep -q "quote: found in documents/outside/revisions/1, bytes 13 to 40" "$run/checks"
"$scratch/prefix/bin/verbatim" --server "$address" claims get crossed | grep -q "»fifty-two prisoners crossed«"

# The guide's example is an excerpt of main.cc.
# shellcheck disable=SC2016  # backticks of Markdown
excerpt=$(sed -n '/^```cpp$/,/^```$/p' "$here/../../../client/README.md" | sed '1d;$d')
[[ -n $excerpt && $(<"$here/main.cc") == *"$excerpt"* ]]
[[ -f $scratch/prefix/share/verbatim/proto/verbatim/v1/claim_service.proto ]]
