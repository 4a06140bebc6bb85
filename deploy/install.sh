#!/usr/bin/env bash
# install.sh [--build] [PACKAGE...]: installs the packages that Verbatim needs on Debian 12 to be built and tested, or only to be
# built, and packages given as arguments. Runs as root or through sudo. Does nothing if all packages are installed.
set -euo pipefail

packages=(
  g++ cmake ninja-build ccache mold pkg-config
  libgrpc++-dev protobuf-compiler-grpc protobuf-compiler libprotobuf-dev libabsl-dev
  libsqlite3-dev libicu-dev libgumbo-dev libxapian-dev libssl-dev libcli11-dev
  nlohmann-json3-dev libyaml-cpp-dev libboost-dev zlib1g-dev libserd-dev libjemalloc-dev libpq-dev
  libcurl4-openssl-dev libhnswlib-dev prometheus-cpp-dev
  wordnet-base  # /usr/share/wordnet, which service/match/lexicon compiles into the program
  dpkg-dev file  # dpkg-shlibdeps, which makes the list of libraries that the Debian package depends on
  golang-github-gogo-googleapis-dev  # google/{rpc,api}/*.proto; deploy/googleapis is a link to them
)
for_tests=(
  postgresql-15  # scratch servers of the tests
  pgbouncer  # PostgreSQL behind a pooler of connections (tests/store)
  patroni etcd-server  # failover of PostgreSQL (tests/cluster)
  libgtest-dev libgmock-dev python3 python3-cryptography python3-grpcio python3-protobuf
  python3-hatchling python3-pip python3-venv mypy  # build and check the package of client/python
  python3-prov python3-pyld python3-rdflib python3-jsonschema graphviz openssl curl
  chromium  # runs the clients of tests/http/clients that are made for browsers
  docker-compose  # checks deploy/compose.yaml
  sqlite3  # backs up the database, as deploy/README.md says (tests/deploy)
  prometheus  # scrapes the metrics and tries the alerts (tests/deploy)
  nginx-light  # the proxy that deploy/README.md describes, under attack (tests/attack)
)

if [[ ${1:-} == --build ]]; then
  shift
else
  packages+=("${for_tests[@]}")
fi

missing=()
for package in "${packages[@]}" "$@"; do
  dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
if ((${#missing[@]} == 0)); then exit 0; fi

as_root=()
if ((EUID != 0)); then
  command -v sudo >/dev/null || { echo "install.sh: run as root, or install sudo, to install: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q
"${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}"
