#!/usr/bin/python3
"""The attacks of http2_floods.py on nginx before verbatimd, as deploy/nginx.conf sets it up. Skipped without nginx."""

import contextlib
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time

import attack
import http2_floods

CONFIGURATION = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
SKIPPED = 77
# MiB that verbatimd may need on top: nginx keeps the attack away from it.
MOST_MEMORY = 64


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def plaintext(configuration, port, upstream, folder):
    """Returns the configuration with other addresses, without TLS, and with files in a folder."""
    configuration, listens = re.subn(r"listen \d+ ssl http2;", f"listen 127.0.0.1:{port} http2;", configuration)
    configuration, servers = re.subn(r"server 127\.0\.0\.1:\d+;", f"server {upstream};", configuration)
    assert listens == servers == 1, "deploy/nginx.conf has other addresses than this test expects"
    configuration = re.sub(r" *ssl_.*\n", "", configuration)
    paths = "".join(f"  {name}_temp_path {folder}/{name};\n"
                    for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return configuration.replace("http {\n", "http {\n" + paths)


@contextlib.contextmanager
def nginx(program, server):
    """Runs nginx before a server. Yields its port."""
    port = free_port()
    file = server.folder / "nginx.conf"
    file.write_text(plaintext(CONFIGURATION.read_text(), port, server.grpc, server.folder))
    log = server.folder / "nginx.log"
    process = subprocess.Popen(
        [program, "-p", server.folder, "-c", file, "-e", log, "-g", f"daemon off; pid {server.folder / 'nginx.pid'};"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + attack.START
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            assert process.poll() is None and time.monotonic() < until, f"nginx does not start:\n{log.read_text()}"
            time.sleep(0.01)
        yield port
    finally:
        process.terminate()
        process.wait(attack.END)


def run(setting):
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        print("skipped, because nginx is not installed")
        sys.exit(SKIPPED)
    for name in http2_floods.ATTACKS:
        with setting.server() as server, nginx(program, server) as port:
            result, memory = http2_floods.flood(setting, server, name, port, f"127.0.0.1:{port}")
            http2_floods.check(setting, name, result, memory, MOST_MEMORY)


if __name__ == "__main__":
    attack.main(__doc__, run)
