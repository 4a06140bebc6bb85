#!/usr/bin/env bash
# Builds the image of deploy/Dockerfile with buildah and runs it: run.sh BUILD FOLDER [--compile]. BUILD is a build folder whose
# programs go into the image; with --compile, the Dockerfile compiles them, which takes half an hour. The base of the image is made
# of Debian's packages in FOLDER, so no registry of images is needed. The image runs as its own user on a read-only root, in
# namespaces, because chroot is the only isolation of buildah that works everywhere. Prints the size of the image. Needs root,
# buildah, mmdebstrap and a mirror of Debian: skipped, with exit code 77, without them. Not in ctest, because it takes minutes.
set -euo pipefail
source=$(cd "$(dirname "$0")/../../.." && pwd)
build=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")
most_megabytes=150

for program in buildah mmdebstrap; do
  command -v "$program" >/dev/null || { echo "run.sh: $program is not installed" >&2; exit 77; }
done
unshare --mount true 2>/dev/null || { echo "run.sh: may not mount" >&2; exit 77; }
b() { buildah --root "$work/storage" --runroot "$work/run" "$@"; }

# The base, as docker.io/library/debian:bookworm-slim is made: without manuals, translations and documentation.
if ! b inspect --type image localhost/bookworm >/dev/null 2>&1; then
  mmdebstrap --quiet --variant=minbase --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' bookworm "$work/base.tar" \
    "deb http://deb.debian.org/debian bookworm main" "deb http://deb.debian.org/debian-security bookworm-security main"
  container=$(b from scratch)
  b add --quiet "$container" "$work/base.tar" / >/dev/null
  b config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --cmd bash "$container"
  b commit --quiet --rm "$container" localhost/bookworm >/dev/null
  rm "$work/base.tar"
fi

arguments=(--build-arg BASE=localhost/bookworm)
if [[ ${3:-} != --compile ]]; then
  rm -rf "$work/packages"
  cpack --config "$build/CPackConfig.cmake" -G DEB -D CPACK_DEBIAN_COMPRESSION_TYPE=gzip -B "$work/packages" >"$work/cpack.log" 2>&1 || { cat "$work/cpack.log" >&2; exit 1; }
  container=$(b from scratch)
  b add --quiet "$container" "$work"/packages/verbatim_*.deb /package/ >/dev/null
  b commit --quiet --rm "$container" localhost/verbatim-packages >/dev/null
  arguments+=(--build-arg PACKAGES=localhost/verbatim-packages)
fi
b bud --isolation chroot --pull=never "${arguments[@]}" --file "$source/deploy/Dockerfile" --tag localhost/verbatim "$source" \
  >"$work/bud.log" 2>&1 || { tail -n 50 "$work/bud.log" >&2; exit 1; }

container=$(b from --pull=never localhost/verbatim)
trap 'b rm "$container" >/dev/null' EXIT
b inspect "$container" >"$work/config.json"
root=$(b mount "$container")
megabytes=$(du --summarize --block-size=1MB "$root" | cut -f 1)
echo "image: $megabytes MB, at most $most_megabytes"
((megabytes <= most_megabytes))
unshare --mount --pid --fork --kill-child /usr/bin/python3 "$source/tests/deploy/image/run_image.py" "$root" "$work/config.json"
