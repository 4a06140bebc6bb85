#!/usr/bin/env bash
# Measures what serving and matching cost, compared with bare gRPC, bare SQLite, a Node service, PostgreSQL and bare Xapian.
# Prints the figures and writes them to build/bench/serving.md, .json and matching.md; see tests/bench/README.md. Installs what is
# missing. --only=matching,reads selects parts; --quick only checks that it works. Other flags go to serving_bench: --soak=10m.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ ${1-} == --help ]]; then
  sed -n '2,4s/^# //p' "$0"
  exit 0
fi

serving=()
matching=()
parts=
for flag in "$@"; do
  case $flag in
    --only=*) parts=,${flag#--only=}, ;;
    --quick) serving+=("$flag") matching+=("$flag") ;;
    *) serving+=("$flag") ;;
  esac
done
selects() { [[ -z $parts || $parts == *",$1,"* ]]; }
rest=${parts/,matching,/,}
if [[ -n $parts ]]; then serving+=(--only="$(sed 's/^,//; s/,$//' <<<"$rest")"); fi

out=build/bench
mkdir -p "$out"
deploy/install.sh postgresql-15
if ! { cmake --preset release && cmake --build --preset release --target serving_bench match_bench; } >"$out/build.log"; then
  cat "$out/build.log" >&2
  exit 1
fi

if selects matching; then
  data=../shared/data/matching
  if [[ -e $data/claims.tsv ]]; then
    build/release/bin/match_bench --data="$data" "${matching[@]}" | tee "$out/matching.md"
  else
    echo "bench.sh: there is no $data, so matching is left out" >&2
  fi
fi
if [[ -n $parts && $rest == , ]]; then exit 0; fi

work=$(mktemp -d)
chmod 711 "$work"
pg=(/usr/lib/postgresql/15/bin/pg_ctl -D "$work/pg/data")
as_postgres=()
# PostgreSQL does not run as root.
if ((EUID == 0)); then as_postgres=(runuser -u postgres --); fi
finish() {
  "${as_postgres[@]}" "${pg[@]}" stop -m immediate -s 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

flags=(--markdown="$out/serving.md" --json="$out/serving.json")

install -d -m 700 "$work/pg"
if ((EUID == 0)); then chown postgres "$work/pg"; fi
# The default configuration, with a socket in a temporary folder instead of a port.
if (cd "$work/pg" && "${as_postgres[@]}" /usr/lib/postgresql/15/bin/initdb -D "$work/pg/data" -A trust -U bench -N &&
  "${as_postgres[@]}" "${pg[@]}" start -w -l "$work/pg/log" -o "-c listen_addresses='' -k $work/pg -c max_connections=100") >"$out/postgres.log" 2>&1; then
  flags+=(--postgres="host=$work/pg user=bench dbname=postgres")
else
  echo "bench.sh: PostgreSQL does not start and is left out; see $out/postgres.log" >&2
fi

rival=build/tools/rival
mkdir -p "$rival"
cp tests/bench/serving/node/package.json "$rival"
if command -v npm >/dev/null && npm install --silent --no-fund --no-audit --prefix "$rival" >"$out/npm.log" 2>&1; then
  flags+=(--node_modules="$PWD/$rival/node_modules")
else
  echo "bench.sh: Node's packages cannot be installed, so Node is left out; see $out/npm.log" >&2
fi

build/release/bin/serving_bench "${flags[@]}" "${serving[@]}"
cat "$out/serving.md"
