#!/usr/bin/env bash
# Shows what Verbatim does. Installs missing packages, builds, and starts verbatimd on a free port with a scratch database.
# Then it records a news brief and twelve claims, prints each claim under its sentence, shows a claim that is refused, checks
# a text against the claims, and verifies a proof offline.
#
# VERBATIM_BIN: folder with the programs verbatim and verbatimd. If it is set, the script installs and builds nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -z ${VERBATIM_BIN:-} ]]; then
  deploy/install.sh
  cmake --preset release
  cmake --build --preset release --target verbatim verbatimd
  VERBATIM_BIN=build/release/bin
fi

scratch=$(mktemp -d)
server=
cleanup() {
  if [[ -n $server ]]; then kill "$server" 2>/dev/null || true; fi
  wait
  rm -rf "$scratch"
}
trap cleanup EXIT

"$VERBATIM_BIN/verbatimd" --listen=127.0.0.1:0 --http_listen= --port_file="$scratch/port" --store="sqlite:$scratch/demo.db" 2>"$scratch/log" &
server=$!
until [[ -s $scratch/port ]]; do
  kill -0 "$server" 2>/dev/null || { cat "$scratch/log" >&2; exit 1; }
  sleep 0.05
done
VERBATIM_SERVER=127.0.0.1:$(<"$scratch/port")
export VERBATIM_SERVER
verbatim=("$VERBATIM_BIN/verbatim")

heading() { printf '\n== %s\n\n' "$1"; }

heading "Record a source"
"${verbatim[@]}" documents add tests/data/brief.txt --id brief --language en --title "Minsk frees prisoners" \
  --published 2025-09-12

heading "Record twelve claims, each with its quote"
"${verbatim[@]}" claims import tests/data/brief-claims.jsonl --document brief
"${verbatim[@]}" claims list --document brief --quotes

heading "A claim whose quote is not in the source is refused, with the nearest passage"
refused=0
"${verbatim[@]}" claims add --document brief --text "Belarus released 53 political prisoners." \
  --quote "Belarus let fifty-three political prisoners go" 2>&1 || refused=$?
if ((refused != 1)); then
  echo "demo.sh: expected the claim to be refused" >&2
  exit 1
fi

heading "Check a text against all claims: what it repeats, and the number that it gets wrong"
sed 's/fifty-two/fifty/' tests/data/brief.txt | head -4 | "${verbatim[@]}" check - --limit 2 --min-log-size 14

heading "Prove a claim offline, with nothing but the log's public key"
"${verbatim[@]}" claims add --document brief --id proven --text "Fourteen of those freed were foreigners." \
  --quote "Fourteen of them were foreign nationals" >/dev/null
"${verbatim[@]}" bundle claims/proven --output "$scratch/proven.bundle" >/dev/null
kill "$server"
wait "$server"
server=
"${verbatim[@]}" verify --bundle "$scratch/proven.bundle" --key "$scratch/demo.db.vkey"

heading "Done"
