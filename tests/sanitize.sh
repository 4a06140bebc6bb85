#!/usr/bin/env bash
# Runs the tests under sanitizers: asan-ubsan all of them that run in one process, tsan those without gRPC, whose library
# is not instrumented.
set -euo pipefail
cd "$(dirname "$0")/.."

deploy/install.sh clang
cmake --preset asan-ubsan >/dev/null
cmake --build --preset asan-ubsan --target text_test log_test store_test registry_test api_test client_test verify_test
ctest --preset asan-ubsan -j "$(nproc)" -E 'NOT_BUILT|crash_rounds|watch_rounds|log_bench|readme|demo'

cmake --preset tsan >/dev/null
cmake --build --preset tsan --target store_test registry_test
export TSAN_OPTIONS="ignore_noninstrumented_modules=1 halt_on_error=1"
ctest --preset tsan -j "$(nproc)" -E 'NOT_BUILT|crash_rounds|watch_rounds|log_bench|readme|demo'
