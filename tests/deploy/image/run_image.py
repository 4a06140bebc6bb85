#!/usr/bin/python3
"""Runs the program of an image as a container engine does, and checks it.

    run_image.py ROOT CONFIG

ROOT is the mounted file system of the image, and CONFIG what `buildah inspect` says about it. Must be process 1 of namespaces of its
own for mounts and processes. The root is read-only, the volume and /tmp are not, the user is the image's, and there are no
capabilities. The program must refuse to serve everyone, serve with --insecure_anyone, answer its health check, write nowhere else,
and end after the signal of the image.
"""

import json
import pathlib
import signal
import subprocess
import sys
import time

root, config = pathlib.Path(sys.argv[1]), json.loads(pathlib.Path(sys.argv[2]).read_text())["OCIv1"]["config"]
user, group = (int(number) for number in config["User"].split(":"))
# buildah 1.28 keeps it out of images in OCI's format, whose specification has none; docker's format has it.
HEALTHCHECK = json.loads((pathlib.Path(__file__).parents[3] / "deploy/Dockerfile").read_text().split("CMD ", 1)[1].split("\n", 1)[0])


def mount(*arguments):
    subprocess.run(["mount", *map(str, arguments)], check=True)


def start(*command):
    """Starts a command in the image, in its folder and as its user. The image has no program but bash that could change both."""
    environment = dict(variable.split("=", 1) for variable in config["Env"])
    in_root = ["setpriv", "--no-new-privs", "--inh-caps=-all", "chroot", f"--userspec={user}:{group}", "--groups=", root,
               "/usr/bin/bash", "-c", 'cd "$0" && exec "$@"', config["WorkingDir"], *command]
    return subprocess.Popen([str(part) for part in in_root], env=environment | {"PATH": "/usr/bin:/usr/sbin"},
                            stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True)


def run(*command):
    process = start(*command)
    output, _ = process.communicate(timeout=60)
    return process.returncode, output


def main():
    assert user != 0 and group != 0
    mount("--make-rprivate", "/")
    mount("--bind", root, root)
    mount("-o", "remount,bind,ro", root)
    mount("-t", "tmpfs", "none", root / "tmp")
    mount("-t", "proc", "none", root / "proc")
    mount("--rbind", "/dev", root / "dev")
    for volume in config["Volumes"]:
        owner = (root / volume.lstrip("/")).stat()
        assert (owner.st_uid, owner.st_gid) == (user, group), "a new volume would belong to another user"
        mount("-t", "tmpfs", "-o", f"uid={user},gid={group},mode=0700", "none", root / volume.lstrip("/"))

    code, output = run("bash", "-c", ": >/etc/written")
    assert code != 0 and "Read-only" in output, output
    code, output = run(*config["Entrypoint"])
    assert code == 2 and "--insecure_anyone" in output, (code, output)

    code, output = run(*HEALTHCHECK)
    assert code != 0, "healthy before the start"
    server = start(*config["Entrypoint"], "--insecure_anyone")
    until = time.monotonic() + 60
    while run(*HEALTHCHECK)[0] != 0:
        assert server.poll() is None and time.monotonic() < until, "the health check fails"
        time.sleep(0.1)
    status = (root / f"proc/{server.pid}/status").read_text()
    assert f"Uid:\t{user}\t{user}\t{user}\t{user}" in status, status
    assert "CapPrm:\t0000000000000000" in status and "NoNewPrivs:\t1" in status, status
    code, output = run("verbatim", "--server", "127.0.0.1:7461", "documents", "list")
    assert code == 0, output
    code, output = run("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/7480 && printf 'GET / HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && "
                       'while IFS= read -r line <&3; do echo "$line"; done')
    assert "<html" in output, output[:500]
    server.send_signal(getattr(signal, config["StopSignal"]))
    output, _ = server.communicate(timeout=60)
    assert server.returncode == 0, output
    print("image: runs as", config["User"], "on a read-only root, with", ", ".join(config["Volumes"]))


if __name__ == "__main__":
    main()
