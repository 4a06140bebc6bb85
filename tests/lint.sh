#!/usr/bin/env bash
# Runs checks that a compiler does not make: formats, the contract, shell scripts, clang-tidy. Installs clang-format, clang-tidy and
# Debian's shellcheck, and buf from npm into build/tools.
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
# Compares the contract with the last merged contract. To rebuild the file of the merged contract: buf build proto
# --exclude-source-info -o tests/data/contract.binpb
echo "buf breaking"
"$tools/node_modules/.bin/buf" breaking proto --against tests/data/contract.binpb
echo "includes"
# CMake's targets enforce the direction of includes, but not that other folders include only registry.h of the registry.
if git grep -n '#include "registry/' -- service ':!service/registry' | grep -v '"registry/registry.h"'; then
  echo "lint.sh: outside service/registry, include registry/registry.h only" >&2
  exit 1
fi
echo "shellcheck"
shellcheck deploy/*.sh deploy/compose/*.sh deploy/debian/p* tests/*.sh tests/deploy/*/*.sh .ci/run

# Prints the translation units of service and client: many files together in the release build, single files in the debug
# build. Each build has a folder for lint alone, because clang cannot read the precompiled headers of GCC.
compiled() {
  cmake --preset "$1" -B "build/lint-$1" -DVERBATIM_PCH=OFF >/dev/null
  cmake --build "build/lint-$1" --target verbatim_proto_sources >/dev/null
  sed -nE "s#^ *\"file\": \"($PWD/(build/lint-$1/)?(service|client)/.*)\".*#\1#p" "build/lint-$1/compile_commands.json"
}
tidy() { xargs -r -P "$(nproc)" -n "$1" clang-tidy --quiet "${@:2}" 2>/dev/null; }
# Most checks also read the headers of libraries, so they run on many files together.
echo "clang-tidy"
compiled release | tidy 1 -p build/lint-release --checks=-clang-analyzer-*
# The analyzer and the checks for unused code look at one file at a time, which also shows missing includes. They take longer than
# all the rest together, so they run on the files that the last 40 commits changed, or on what changed since LINT_BASE; LINT_BASE=all
# is every file.
changed() {
  local base=${LINT_BASE:-HEAD~40}
  git rev-parse -q --verify "$base" >/dev/null || base=all
  if [[ $base == all ]]; then cat; else grep -Fxf <(git diff --name-only "$base" | sed "s#^#$PWD/#") || true; fi
}
echo "clang-analyzer"
compiled debug | changed | tidy 2 -p build/lint-debug '--checks=-*,clang-analyzer-*,misc-unused-*' --extra-arg=-Xclang \
  --extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg="mode=${ANALYZER_MODE:-shallow}"
echo "lint: nothing found"
