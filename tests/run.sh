#!/usr/bin/env bash
# Installs what is missing, builds everything, and runs all tests. Arguments go to ctest, as -R import.
set -euo pipefail
cd "$(dirname "$0")/.."

deploy/install.sh
cmake --preset release
cmake --build --preset release
exec ctest --preset release -j "$(nproc)" "$@"
