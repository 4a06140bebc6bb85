#!/usr/bin/env bash
# Checks what a compiler does not: formats, the contract's lint rules, shell scripts, clang-tidy. Installs its tools if need be:
# Debian's clang-format, clang-tidy and shellcheck, and buf from npm into build/tools.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=build/tools

sources() { git ls-files '*.cc' '*.h'; }

deploy/install.sh clang-format clang-tidy shellcheck
if [[ ! -x $tools/node_modules/.bin/buf ]]; then
  command -v npm >/dev/null || { echo "lint.sh: buf comes from npm, which is not installed" >&2; exit 1; }
  npm install --silent --no-fund --no-audit --prefix "$tools" @bufbuild/buf@1.75.0
fi

echo "clang-format"
sources | xargs clang-format --dry-run --Werror
echo "buf lint"
"$tools/node_modules/.bin/buf" lint
"$tools/node_modules/.bin/buf" format proto --diff --exit-code
# Against the contract as it last landed; made anew by: buf build proto --exclude-source-info -o tests/data/contract.binpb
echo "buf breaking"
"$tools/node_modules/.bin/buf" breaking proto --against tests/data/contract.binpb
echo "shellcheck"
shellcheck deploy/*.sh tests/*.sh .ci/run
echo "clang-tidy"
cmake --preset release >/dev/null
cmake --build --preset release --target verbatim_proto_grpc >/dev/null
git ls-files 'service/*.cc' 'client/*.cc' |
  xargs -P "$(nproc)" -n 2 clang-tidy --quiet -p build/release 2>/dev/null
echo "lint: nothing found"
