#!/usr/bin/env bash
# Builds the wheel of client/python, installs it alone into a new environment, and tests it there: python.sh BINARIES WORK [TEST...].
# BINARIES has verbatim and verbatimd. WORK gets the wheel and the environment. The environment sees Debian's packages, for grpcio.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
binaries=$1
work=$2
shift 2

rm -rf "$work"
mkdir -p "$work"
# Debian's python3, which has grpcio. PATH may find another python3 first.
/usr/bin/python3 -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir "$work" "$root/client/python"
/usr/bin/python3 -m venv --system-site-packages --without-pip "$work/environment"
python=$work/environment/bin/python
/usr/bin/python3 -m pip --python "$python" install --quiet --no-deps --no-index "$work"/*.whl
/usr/bin/python3 -m mypy --config-file "$root/client/python/pyproject.toml" --cache-dir "$work/mypy" --python-executable "$python" \
  --package verbatim_claims

cd "$here/python"
export VERBATIMD=$binaries/verbatimd VERBATIM_PROJECT=$root PYTHONDONTWRITEBYTECODE=1
exec "$python" -m unittest "${@:-discover}"
