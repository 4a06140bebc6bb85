#!/usr/bin/python3
"""Checks deploy/compose.yaml as far as that is possible without a container engine.

    check_compose.py VERBATIMD VERBATIM DEPLOY

In a copy of DEPLOY, the folder deploy/ of the project: docker-compose accepts the file; every file that it names exists; every
variable that the file and the Dockerfile set for verbatimd is a flag's; promtool accepts Prometheus' configuration; and verbatimd
starts with the secrets that make_secrets.sh makes, and serves the caller with the token over TLS, and nobody else. Skipped, with
exit code 77, without docker-compose.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import yaml


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=120, **options)


def flag_of(variable):
    return variable.removeprefix("VERBATIMD_").lower()


def check_names(verbatimd, compose, dockerfile):
    flags = set(re.findall(r"^  --(\w+)", run(verbatimd, "--help").stdout, re.M))
    set_in_image = dict(re.findall(r"\b(VERBATIMD_\w+)=(\S+)", dockerfile))
    variables = {**set_in_image, **compose["services"]["verbatimd"]["environment"]}
    for variable in variables:
        assert flag_of(variable) in flags, f"{variable} is no flag of verbatimd"
    for port in (7461, 7480, 9461):
        assert "EXPOSE 7461 7480 9461" in dockerfile and any(value.endswith(f":{port}") for value in set_in_image.values()), port
    return variables


def check_server(verbatimd, verbatim, variables, secrets, folder):
    """Starts verbatimd with the variables, on free ports and with the files where they are here."""
    environment = {name: value.replace("/run/secrets", str(secrets)) for name, value in variables.items()}
    environment |= {"PATH": os.environ["PATH"], "VERBATIMD_STORE": f"sqlite:{folder}/a.db", "VERBATIMD_LISTEN": "127.0.0.1:0",
                    "VERBATIMD_HTTP_LISTEN": "", "VERBATIMD_METRICS_LISTEN": "127.0.0.1:0", "VERBATIMD_PORT_FILE": f"{folder}/port"}
    port = folder / "port"
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([verbatimd], env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        until = time.monotonic() + 60
        while not port.exists():
            assert server.poll() is None and time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.05)
        client = [verbatim, "--server", f"127.0.0.1:{port.read_text().strip()}", "--tls-ca", secrets / "ca.pem"]
        known = run(*client, "--token-file", secrets / "editor.token", "documents", "list")
        assert known.returncode == 0, known.stderr
        unknown = run(*client, "documents", "list")
        assert unknown.returncode == 1 and "credentials" in unknown.stderr.lower(), (unknown.returncode, unknown.stderr)
    finally:
        server.terminate()
        assert server.wait(60) == 0, (folder / "log").read_text()


def main():
    verbatimd, verbatim, deploy = sys.argv[1:4]
    if not shutil.which("docker-compose"):
        print("docker-compose is not installed", file=sys.stderr)
        sys.exit(77)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        copy = folder / "deploy"
        shutil.copytree(deploy, copy, ignore=shutil.ignore_patterns("secrets", "googleapis", "helm"))
        made = run(copy / "compose/make_secrets.sh")
        assert made.returncode == 0, made.stderr
        key = (copy / "compose/secrets/server.key").read_text()
        assert run(copy / "compose/make_secrets.sh").returncode == 0
        assert (copy / "compose/secrets/server.key").read_text() == key, "make_secrets.sh replaces secrets"

        checked = run("docker-compose", "--file", copy / "compose.yaml", "--profile", "postgres", "config")
        assert checked.returncode == 0, checked.stderr
        compose = yaml.safe_load(checked.stdout)
        assert set(compose["services"]) == {"verbatimd", "prometheus", "grafana", "postgres"}, compose["services"].keys()
        files = [secret["file"] for secret in compose["secrets"].values()]
        for service in compose["services"].values():
            files += [volume.split(":")[0] for volume in service.get("volumes", []) if volume.startswith("/")]
        for file in files:
            assert pathlib.Path(file).exists(), f"{file} does not exist"
        dockerfile = (copy / "Dockerfile").read_text()
        assert re.search(r"^USER \d+:\d+$", dockerfile, re.M) and "HEALTHCHECK" in dockerfile
        variables = check_names(verbatimd, compose, dockerfile)

        shutil.copy(copy / "prometheus/alerts.yaml", copy / "compose/alerts.yaml")  # as the file mounts it
        config = run("promtool", "check", "config", copy / "compose/prometheus.yaml")
        assert config.returncode == 0, config.stderr + config.stdout
        check_server(verbatimd, verbatim, variables, copy / "compose/secrets", folder)
        print("compose: ok")


if __name__ == "__main__":
    try:
        main()
    except AssertionError as error:
        sys.exit(f"check_compose: {error}")
