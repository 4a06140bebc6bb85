#!/usr/bin/env bash
# Installs missing packages, builds everything, and runs all tests. Arguments go to ctest, for example -R import. With --report,
# prints figures and runs no other tests. The figures are the accuracy of sentences, values, attestations, anchoring and matching on
# the shared data, and the cost of each.
set -euo pipefail
cd "$(dirname "$0")/.."

deploy/install.sh
cmake --preset release
cmake --build --preset release
[[ ${1-} == --report ]] && exec tests/report.sh build/release/bin
# Many tests wait more than they work.
exec ctest --preset release -j "$((2 * $(nproc)))" "$@"
