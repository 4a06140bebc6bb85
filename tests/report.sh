#!/usr/bin/env bash
# Prints the figures of tests/run.sh --report with the programs in a folder:
#
#   tests/report.sh BIN [FLAG of the benchmark, as --quick]
#
# A test that fails prints what it expected, and ends the report.
set -euo pipefail
bin=$1
matching=$(dirname "$0")/../../shared/data/matching
shift

# The lines that a test program prints of its own.
figures() { "$bin/$1" --gtest_brief=1 --gtest_filter="$2" | sed '/^Running main\|^Note: \|^\[/d; /^$/d'; }

printf '# Text\n\nOn the data of others (../shared/data), exact and in full:\n\n'
figures text_test 'FindSentences.*:SharedValues.*:AlignmentAccuracy.*'
figures api_test 'Article.*'
printf '\n# Cost\n\nOne thread, beside the sentences of plain ICU in the same run:\n'
"$bin/text_bench" "$@"
printf '\n# Revisions\n\n'
"$bin/alignment_bench" "$@"
if [[ -e $matching/claims.tsv ]]; then
  printf '\n# Matching\n\nWeights fitted on half of the posts and measured on the other half, and on posts that took no part:\n\n'
  "$bin/match_fit" --data="$matching"
  printf '\n'
  "$bin/match_bench" --data="$matching" --counts=10000 "$@"
fi
printf '\n# Traces\n\n'
"$bin/trace_bench" "$@"
