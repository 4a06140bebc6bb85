#!/usr/bin/env bash
# Prints the figures of tests/run.sh --report, with the programs in folder BIN:
#
#   tests/report.sh BIN [flags of the benchmarks, for example --quick]
#
# If a test fails, prints its message and stops.
set -euo pipefail
bin=$1
matching=$(dirname "$0")/../../shared/data/matching
shift

# The output of a test program without the lines of GoogleTest.
figures() { "$bin/$1" --gtest_brief=1 --gtest_filter="$2" | sed '/^Running main\|^Note: \|^\[/d; /^$/d'; }

printf '# Text\n\nOn the shared data (../shared/data):\n\n'
figures text_test 'FindSentences.*:SharedValues.*:AlignmentAccuracy.*'
figures api_test 'Article.*'
printf '\n# Cost\n\nOne thread, compared with the sentences of plain ICU in the same run:\n'
"$bin/text_bench" "$@"
printf '\n# Revisions\n\n'
"$bin/alignment_bench" "$@"
if [[ -e $matching/claims.tsv ]]; then
  printf '\n# Matching\n\nWeights fitted on one half of the posts and measured on the other half and on other posts:\n\n'
  "$bin/match_fit" --data="$matching"
  printf '\n'
  "$bin/match_bench" --data="$matching" --counts=10000 "$@"
fi
printf '\n# Traces\n\n'
"$bin/trace_bench" "$@"
