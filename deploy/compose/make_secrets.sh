#!/usr/bin/env bash
# Makes the secrets of compose.yaml in the folder secrets/ beside this script, unless they exist: a certificate authority with a
# certificate for 127.0.0.1, localhost and verbatimd, a token with its policy, and passwords. For a server that others reach, replace
# the certificate by one of an authority that they trust.
set -euo pipefail
umask 077
mkdir -p "$(dirname "$0")/secrets"
cd "$(dirname "$0")/secrets"
[[ -e policy.yaml ]] && exit 0

new_key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365)
openssl req -x509 "${new_key[@]}" -subj "/CN=Verbatim on $(uname -n)" -keyout ca.key -out ca.pem 2>/dev/null
openssl req -x509 "${new_key[@]}" -CA ca.pem -CAkey ca.key -subj /CN=verbatimd -addext basicConstraints=critical,CA:FALSE \
  -addext subjectAltName=DNS:localhost,DNS:verbatimd,IP:127.0.0.1 -keyout server.key -out server.pem 2>/dev/null
openssl rand -hex 24 >grafana.password
openssl rand -hex 24 >postgres.password
openssl rand -hex 32 >editor.token
digest=$(tr -d '\n' <editor.token | openssl dgst -sha256 -r | cut -d' ' -f1)
cat >policy.yaml <<END
version: 1
anonymous: none
principals:
  - name: editor
    role: operator
    token_sha256: $digest
END
# Containers have users of their own, and Compose mounts a secret with the mode of its file. The folder keeps others out.
chmod 0644 server.key policy.yaml grafana.password postgres.password server.pem
