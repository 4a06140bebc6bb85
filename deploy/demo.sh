#!/usr/bin/env bash
# Shows what Verbatim does: installs what is missing, builds, serves a scratch database, records a brief and a dozen claims
# on it, prints each claim under the sentence that it rests on, shows a claim that is refused, and verifies the proof of one
# without the service.
#
# VERBATIM_BIN: folder with verbatim and verbatimd; nothing is installed or built then.
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

"$VERBATIM_BIN/verbatimd" --listen=127.0.0.1:0 --port_file="$scratch/port" --store="sqlite:$scratch/demo.db" 2>"$scratch/log" &
server=$!
until [[ -s $scratch/port ]]; do
  kill -0 "$server" 2>/dev/null || { cat "$scratch/log" >&2; exit 1; }
  sleep 0.05
done
VERBATIM_SERVER=127.0.0.1:$(<"$scratch/port")
export VERBATIM_SERVER
verbatim=("$VERBATIM_BIN/verbatim")

heading() { printf '\n== %s\n\n' "$1"; }

heading "A source is recorded"
"${verbatim[@]}" documents add tests/data/brief.txt --id brief --language en --title "Minsk frees prisoners" \
  --published 2025-09-12

heading "A dozen claims are recorded, each with the words that it rests on"
"${verbatim[@]}" claims import tests/data/brief-claims.jsonl --document brief
"${verbatim[@]}" claims list --document brief --quotes

heading "A claim whose words are not in the source is refused, with the nearest that are"
refused=0
"${verbatim[@]}" claims add --document brief --text "Belarus released 53 political prisoners." \
  --quote "Belarus let fifty-three political prisoners go" 2>&1 || refused=$?
if ((refused != 1)); then
  echo "demo.sh: the claim should have been refused" >&2
  exit 1
fi

heading "A text is checked against all claims: what it repeats, and the figure that it gets wrong"
sed 's/fifty-two/fifty/' tests/data/brief.txt | head -4 | "${verbatim[@]}" check - --limit 1 --min-log-size 14

heading "A claim is proven to anyone who has the log's public key, with no service at all"
"${verbatim[@]}" claims add --document brief --id proven --text "Fourteen of those freed were foreigners." \
  --quote "Fourteen of them were foreign nationals" >/dev/null
"${verbatim[@]}" bundle claims/proven --output "$scratch/proven.bundle" >/dev/null
kill "$server"
wait "$server"
server=
"${verbatim[@]}" verify --bundle "$scratch/proven.bundle" --key "$scratch/demo.db.vkey"

heading "Done"
