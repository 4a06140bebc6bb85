#!/usr/bin/env bash
# Drives the clients of C++, Python and TypeScript through scenario.json on one server: scenario.sh SCENARIO_TEST BINARIES WORK. WORK has
# the packages as python.sh and typescript.sh installed them. A package that is not there is left out, with a message.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scenario_test=$1
binaries=$2
work=$3

data=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
"$binaries/verbatimd" --listen=127.0.0.1:0 --port_file="$data/port" --http_listen= --store="sqlite:$data/a.db" 2>"$data/log" &
server=$!
until [[ -s $data/port ]] || ! kill -0 "$server"; do sleep 0.05; done
address=127.0.0.1:$(cat "$data/port")
scenario=$here/scenario.json

VERBATIM_SERVER=$address VERBATIM_KEY=$data/a.db.vkey VERBATIM_SCENARIO=$scenario "$scenario_test"
python=$work/python/environment/bin/python
if [[ -x $python ]]; then
  "$python" "$here/python/scenario.py" "$address" "$data/a.db.vkey" "$scenario"
else
  echo "scenario.sh: package_python has not run, so Python is left out"
fi
if [[ -d $work/typescript/clean/node_modules ]]; then
  cp "$here/typescript/scenario.mjs" "$work/typescript/clean"
  (cd "$work/typescript/clean" && node scenario.mjs "$address" "$data/a.db.vkey" "$scenario")
else
  echo "scenario.sh: package_typescript has not run, so TypeScript is left out"
fi
