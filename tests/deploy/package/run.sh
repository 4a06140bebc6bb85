#!/usr/bin/env bash
# Builds the Debian packages and installs them in a root that the test throws away: run.sh BUILD FOLDER SOURCE. The root is an overlay on
# this machine's, so that dpkg checks the dependencies and runs the packages' scripts. Checks the licences that the copyright file
# lists, the systemd unit, and that the service's user can run the service. Skipped, with exit code 77, if it may not mount.
set -euo pipefail
build=$(realpath "$1") source=$(realpath "$3")
mkdir -p "$2"
work=$(realpath "$2")

unshare --mount true 2>/dev/null || { echo "run.sh: may not mount" >&2; exit 77; }
rm -f "$work"/*.deb
cpack --config "$build/CPackConfig.cmake" -G DEB -D CPACK_DEBIAN_COMPRESSION_TYPE=gzip -B "$work" >"$work/cpack.log" 2>&1 || { cat "$work/cpack.log" >&2; exit 1; }
rm -rf "$work/_CPack_Packages"
packages=("$work"/verbatim_*.deb "$work"/libverbatim-dev_*.deb)
echo "package: $(basename -a "${packages[@]}" | xargs)"

# Each library that a program is linked with is in the copyright file, with its package.
list=$source/deploy/debian/copyright
mapfile -t libraries < <(ldd "$build/bin/verbatimd" "$build/bin/verbatim" | awk '$2 == "=>" {print $3}' | sort -u)
((${#libraries[@]} > 20))
mapfile -t files < <(realpath "${libraries[@]}" | sort -u)
# Packages that are older than the merge of /lib into /usr/lib know a file by its path in /lib.
declare -A owner
while IFS= read -r found; do
  path=${found##*: }
  owner[${path#/usr}]=${found%%:*}
done < <(dpkg-query --search "${files[@]}" "${files[@]#/usr}" 2>/dev/null)
for file in "${files[@]}"; do
  package=${owner[${file#/usr}]-}
  [[ -n $package ]] || { echo "no package has $file" >&2; exit 1; }
  grep -qE "^ ${package//+/[+]} +[A-Za-z]" "$list" ||
    { echo "deploy/debian/copyright does not list $package, which $file belongs to" >&2; exit 1; }
done
# And each package of npm that is a part of the page.
mapfile -t modules < <(/usr/bin/python3 -c 'import json, sys; print(*json.load(open(sys.argv[1]))["dependencies"], sep="\n")' "$source/client/web/package.json")
for module in "${modules[@]}"; do
  grep -qE "^ $module +[A-Za-z]" "$list" || { echo "deploy/debian/copyright does not list $module of client/web" >&2; exit 1; }
done
echo "package: licences of ${#files[@]} libraries and ${#modules[@]} packages of npm: ok"

# shellcheck disable=SC2016  # expanded in the namespace
unshare --mount bash -euo pipefail -c '
  layers=$(mktemp -d)
  trap "umount -R $layers; rmdir $layers" EXIT
  mount -t tmpfs none "$layers"
  mkdir "$layers"/{upper,work,root}
  mount -t overlay overlay -o "lowerdir=/,upperdir=$layers/upper,workdir=$layers/work" "$layers/root" ||
    { echo "run.sh: may not mount an overlay" >&2; exit 77; }
  root=$layers/root
  mount -t proc proc "$root/proc"
  mount --bind /dev "$root/dev"
  mount -t tmpfs none "$root/tmp"
  cp "$@" "$root/tmp"
  enter=(chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8)
  in_root() { "${enter[@]}" "$@"; }

  in_root bash -c "dpkg --install /tmp/*.deb" >"$root/tmp/dpkg.log" 2>&1 || { cat "$root/tmp/dpkg.log" >&2; exit 1; }
  in_root verbatimd --version
  in_root getent passwd verbatim >/dev/null
  [[ -s $root/usr/share/man/man1/verbatimd.1 || -s $root/usr/share/man/man1/verbatimd.1.gz ]]
  [[ -s $root/usr/share/bash-completion/completions/verbatim && -s $root/usr/share/doc/verbatim/copyright ]]
  [[ $(in_root stat -c %U:%G:%a /etc/verbatim) == root:verbatim:750 ]]

  # The unit, and the exposure that systemd computes, from 0 (safe) to 10.
  in_root systemd-analyze verify --man=no /usr/lib/systemd/system/verbatimd.service
  exposure=$(in_root systemd-analyze security --offline=true --no-pager /usr/lib/systemd/system/verbatimd.service |
    sed -nE "s/.*Overall exposure level for verbatimd.service: ([0-9.]+).*/\1/p")
  echo "package: exposure of the unit: $exposure"
  awk "BEGIN { exit !($exposure < 2.0) }"

  # The commands of the unit, as its user, on free ports.
  install -d -o "$(in_root id -u verbatim)" "$root/var/lib/verbatim"
  in_root setpriv --reuid=verbatim --regid=verbatim --init-groups verbatimd --flagfile=/etc/verbatim/verbatimd.flags --check_config
  "${enter[@]}" setpriv --reuid=verbatim --regid=verbatim --init-groups verbatimd --flagfile=/etc/verbatim/verbatimd.flags --listen=127.0.0.1:0 --http_listen= \
    --port_file=/var/lib/verbatim/port 2>"$root/tmp/log" &
  server=$!
  trap "kill $server 2>/dev/null || true; wait; umount -R $layers; rmdir $layers" EXIT
  for _ in {1..600}; do [[ -s $root/var/lib/verbatim/port ]] && break; sleep 0.1; done
  in_root verbatim --server "127.0.0.1:$(<"$root/var/lib/verbatim/port")" documents list
  [[ $(in_root stat -c %U:%a /var/lib/verbatim/claims.db.key) == verbatim:600 ]]
  kill "$server"  # each command of the line has replaced itself by the next
  wait "$server" || { cat "$root/tmp/log" >&2; exit 1; }

  # A second installation keeps the configuration, and a removal keeps the data.
  echo "# mine" >>"$root/etc/verbatim/verbatimd.flags"
  in_root bash -c "dpkg --install /tmp/verbatim_*.deb && dpkg --remove verbatim libverbatim-dev" >"$root/tmp/dpkg.log" 2>&1 ||
    { cat "$root/tmp/dpkg.log" >&2; exit 1; }
  grep -q "^# mine$" "$root/etc/verbatim/verbatimd.flags"
  [[ -s $root/var/lib/verbatim/claims.db && ! -e $root/usr/bin/verbatimd ]]
' run.sh "${packages[@]}"
echo "package: ok"
