#!/usr/bin/env bash
# Makes the root of the image from the installed packages: image_root.sh FOLDER. The root has the programs of Verbatim, bash for the
# health check, the libraries that these are linked with, the CAs of Debian, and for each package that a file comes from its
# copyright and its entry in dpkg's status, which programs that look for known weaknesses in images read. Everything else of Debian
# would double the size, and is of use only to an attacker.
set -euo pipefail
root=$1

mkdir -p "$root"/{etc,tmp,proc,dev,sys,run,usr/{bin,sbin,lib,lib64},var/lib/dpkg/status.d}
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
chmod 1777 "$root/tmp"

programs=(/usr/bin/verbatimd /usr/bin/verbatim /usr/bin/bash)
mapfile -t libraries < <(ldd "${programs[@]}" | awk '$2 == "=>" {print $3} $1 ~ /^\/.*[^:]$/ {print $1}' | sort -u)
((${#libraries[@]} > 20))
declare -A packages=([ca-certificates]=1 [verbatim]=1)
for file in "${programs[@]}" "${libraries[@]}"; do
  # As the program names the file, but in the folder that /lib is a link to.
  install -D -m 0755 "$file" "$root$(realpath "$(dirname "$file")")/$(basename "$file")"
  # Packages from before the merge of /lib into /usr/lib know a file by its path in /lib.
  real=$(realpath "$file")
  owner=$(dpkg-query --search "$real" "${real#/usr}" 2>/dev/null | head -n 1) || true
  [[ -n $owner ]] || { echo "image_root.sh: no package has $real" >&2; exit 1; }
  packages[${owner%%:*}]=1
done
for package in "${!packages[@]}"; do
  install -D -m 0644 "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/copyright"
  dpkg-query --status "$package" >"$root/var/lib/dpkg/status.d/$package"
done
cp -a /usr/share/common-licenses "$root/usr/share/"

cp -a /etc/ssl /etc/nsswitch.conf "$root/etc/"
rm -rf "$root/etc/ssl/private"
mkdir -p "$root/usr/lib/ssl"
cp -a /usr/lib/ssl/{certs,openssl.cnf} "$root/usr/lib/ssl/"
cp -a --parents /usr/share/ca-certificates "$root/"

echo "verbatim:x:10001:10001::/var/lib/verbatim:/usr/sbin/nologin" >"$root/etc/passwd"
echo "verbatim:x:10001:" >"$root/etc/group"
install -d -o 10001 -g 10001 -m 0700 "$root/var/lib/verbatim"

# A library that is missing would end the program only when it is used.
chroot "$root" /usr/bin/verbatimd --version
chroot "$root" /usr/bin/verbatim --version
