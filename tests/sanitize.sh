#!/usr/bin/env bash
# Runs tests under sanitizers. Preset asan-ubsan runs all tests that run in one process. Preset tsan runs tests without gRPC,
# because the library of gRPC is not instrumented. Also runs each fuzz target: a fixed number of inputs from a fixed seed, so that
# two runs of the same code agree, or with FUZZ_SECONDS for that many seconds from a random seed.
set -euo pipefail
cd "$(dirname "$0")/.."

deploy/install.sh clang
cmake --preset asan-ubsan >/dev/null
cmake --build --preset asan-ubsan --target text_test log_test sync_test store_test registry_test match_test interchange_test methods_test access_test oidc_test quotas_test api_test http_test client_test verify_test verbatimd attack_contract
# Many tests wait more than they work, so more run at a time than there are processors. The tests of linear time take minutes here,
# and run in tests/run.sh.
jobs=$((2 * $(nproc)))
ctest --preset asan-ubsan -j "$jobs" -E 'NOT_BUILT|crash_rounds|watch_rounds|_bench|report|readme|guide_|demo|attack_h|LinearTime|cluster_rounds|failover_rounds|replicas_test|copy_test|_postgres'

cmake --build --preset asan-ubsan --target sentences_fuzz values_fuzz locate_fuzz alignment_fuzz html_fuzz match_fuzz exchange_fuzz embeddings_fuzz http_fuzz wire_fuzz token_fuzz
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
fuzz() {
  local target=$1 corpus=$2 words=tests/fuzz/words.dict length=600 runs=40000 bounds
  mkdir "$corpus/$target"
  cp tests/data/brief.txt README.md "$corpus/$target"
  case $target in
    html) words=tests/fuzz/html.dict length=4000 runs=20000 ;;
    exchange) words=tests/fuzz/json.dict length=2000 runs=20000 ;;
    embeddings) words=tests/fuzz/json.dict length=2000 runs=500000 ;;
    token) words=tests/fuzz/token.dict length=2000 runs=100000 ;;
    http | wire) runs=500000 ;;
    locate) runs=10000 ;;
    match) runs=4000 ;;
  esac
  bounds=(-seed=1 -runs="$runs")
  if [[ -n ${FUZZ_SECONDS-} ]]; then bounds=(-max_total_time="$FUZZ_SECONDS"); fi
  "build/asan-ubsan/bin/${target}_fuzz" "$corpus/$target" "${bounds[@]}" -timeout=60 -max_len="$length" -rss_limit_mb=4096 \
    -dict="$words" -artifact_prefix=build/ 2>"$corpus/$target.log" || { tail -40 "$corpus/$target.log" >&2; exit 255; }
  echo "fuzzed $target: $(tail -1 "$corpus/$target.log")"
}
export -f fuzz
printf '%s\n' sentences values locate alignment html match exchange embeddings http wire token | xargs -P "$(nproc)" -I{} bash -euo pipefail -c 'fuzz "$@"' fuzz {} "$corpus"

cmake --preset tsan >/dev/null
cmake --build --preset tsan --target sync_test oidc_test quotas_test store_test registry_test match_test
export TSAN_OPTIONS="ignore_noninstrumented_modules=1 halt_on_error=1 suppressions=$PWD/tests/thread_sanitizer.supp"
# These tests work more than they wait.
ctest --preset tsan -j "$(nproc)" -E 'LinearTime|cluster_rounds|failover_rounds|replicas_test|copy_test|_postgres|NOT_BUILT|crash_rounds|watch_rounds|_bench|report|readme|guide_|demo|attack_'
