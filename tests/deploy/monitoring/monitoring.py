#!/usr/bin/python3
"""Scrapes a verbatimd under load with a real Prometheus, and checks the metrics, the dashboard and the alerts.

    monitoring.py VERBATIMD DEPLOY [--seconds N] [--postgres]

DEPLOY is the folder deploy/ of the project. The load is mixed: documents, claims, claims whose quotes are refused, reads, lists,
searches, unknown names, and a watcher of the log. Then

  - `promtool check metrics` finds nothing to complain about, and the names that deploy/README.md promises are there;
  - every query of the dashboard returns data;
  - Prometheus loads the alerts, and none fires;
  - every alert has a test in alerts_test.yaml and a paragraph in RUNBOOK.md.

The load goes on for at least N seconds, and until every query has data. With --postgres, the database is one of a scratch
server of PostgreSQL. Skipped, with exit code 77, without Prometheus or PostgreSQL.
"""

import argparse
import base64
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

DEADLINE = 90  # seconds until every query must have data, on a slow machine
TEXT = "They let fifty-two political prisoners go. Fourteen of them were foreign nationals. The others were citizens."
POSTGRES = pathlib.Path("/usr/lib/postgresql/15/bin")
# What issue and guide promise; the dashboard and the alerts use more.
PROMISED = {
    "verbatim_rpc_handled_total": {"method", "code"}, "verbatim_rpc_handling_seconds_bucket": {"method", "le"},
    "verbatim_quotes_refused_total": {"reason"}, "verbatim_index_lag_entries": set(), "verbatim_log_size": set(),
    "verbatim_store_errors_total": {"kind"},
}


def fetch(url, body=None, timeout=30):
    """Returns the status and the body of a response."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"} if data else {})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def wait_for(what, condition):
    until = time.monotonic() + DEADLINE
    while True:
        with contextlib.suppress(OSError):
            if condition():
                return
        if time.monotonic() > until:
            raise AssertionError(f"{what}: not within {DEADLINE} s")
        time.sleep(0.1)


class Load(threading.Thread):
    """Makes all kinds of calls until `stop` is set, and keeps the first thing that went wrong."""

    def __init__(self, http):
        super().__init__()
        self.http, self.stop, self.calls, self.error = http, threading.Event(), 0, None

    def expect(self, expected, path, body=None):
        status, text = fetch(self.http + path, body)
        self.calls += 1
        assert status == expected, f"{path}: {status}, not {expected}: {text}"
        return json.loads(text)

    def turn(self, number):
        document = self.expect(200, "/v1/documents", {"content": {"data": to_base64(f"{TEXT} Number {number}.")}})
        revision = document["revision"]["name"]
        claim = {"text": f"Fourteen were foreigners, says {number}.",
                 "citations": [{"revision": revision, "quote": "Fourteen of them were foreign nationals."}]}
        name = self.expect(200, "/v1/claims", {"claim": claim})["claim"]["name"]
        for _ in range(20):
            self.expect(200, f"/v1/{name}")
        claim["citations"][0]["quote"] = "Fifteen of them were foreign nationals."
        self.expect(400, "/v1/claims", {"claim": claim})
        self.expect(200, "/v1/claims?pageSize=10")
        self.expect(404, "/v1/claims/unknown")
        self.expect(200, f"/v1/{revision}:locateQuote", {"quote": "fourteen foreign nationals"})
        self.expect(200, "/v1/claims:match", {"text": "fourteen were foreigners"})

    def run(self):
        number = 0
        try:
            while not self.stop.is_set():
                self.turn(number)
                number += 1
        except (AssertionError, OSError, KeyError) as error:
            self.error = f"{type(error).__name__}: {error}"


def to_base64(text):
    return base64.b64encode(text.encode()).decode()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextlib.contextmanager
def process(command, log):
    with open(log, "wb") as output:
        running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        yield running
    finally:
        running.send_signal(signal.SIGTERM)
        try:
            running.wait(30)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


@contextlib.contextmanager
def postgres_store():
    """Starts PostgreSQL in a folder of its own, as another user if this one is root. Yields the flags of a server that uses it."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        as_user = []
        if os.geteuid() == 0:
            as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
            shutil.chown(folder, "nobody", "nogroup")
        data = folder / "data"
        subprocess.run([*as_user, POSTGRES / "initdb", f"--pgdata={data}", "--username=verbatim", "--auth=trust", "--encoding=UTF8",
                        "--locale=C", "--no-instructions"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", folder / "log.key"], check=True)
        (folder / "digest.key").write_text("0123456789abcdef" * 4 + "\n")
        with process([*as_user, POSTGRES / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="], folder / "log"):
            wait_for("PostgreSQL starts", lambda: "ready" in (data / "postmaster.pid").read_text())
            yield [f"--store=postgres:///postgres?host={folder}&user=verbatim", f"--log_key={folder / 'log.key'}",
                   f"--digest_key={folder / 'digest.key'}", f"--index={folder / 'index'}"]


def queries_of(dashboard):
    """Returns (panel, query) pairs, with the dashboard's variables replaced."""
    for panel in dashboard["panels"]:
        for target in panel["targets"]:
            query = target["expr"]
            for variable, value in (("$__rate_interval", "10s"), ("$job", "verbatim"), ("$instance", ".*")):
                query = query.replace(variable, value)
            yield panel["title"], query


def has_data(prometheus, query):
    _, body = fetch(f"{prometheus}/api/v1/query?{urllib.parse.urlencode({'query': query})}")
    answer = json.loads(body)
    assert answer["status"] == "success", f"{query}: {answer}"
    return any(series["value"][1] != "NaN" for series in answer["data"]["result"])


def check_metrics(text):
    """Checks the form of the metrics and that the promised ones are there."""
    lint = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True, check=False)
    assert lint.returncode == 0 and not lint.stderr and not lint.stdout, f"promtool: {lint.stderr}{lint.stdout}"
    for name, labels in PROMISED.items():
        series = re.findall(rf"^{name}(?:{{(.*)}})? ", text, re.M)
        assert series, f"{name} is missing"
        found = set(re.findall(r'(\w+)="', series[0]))
        assert found == labels, f"{name} has the labels {found}, not {labels}"


def check_alert_texts(deploy):
    alerts = re.findall(r"- alert: (\w+)", (deploy / "prometheus/alerts.yaml").read_text())
    tests = (deploy / "prometheus/alerts_test.yaml").read_text()
    runbook = (deploy / "RUNBOOK.md").read_text()
    assert alerts, "there are no alerts"
    for alert in alerts:
        assert re.search(rf"- name: {alert}$", tests, re.M), f"{alert} has no test"
        assert f"### {alert}\n" in runbook, f"{alert} has no paragraph in RUNBOOK.md"
    headings = re.findall(r"^### (\w+)$", runbook, re.M)
    assert headings == alerts, "RUNBOOK.md and alerts.yaml have other alerts, or another order"
    for command in (["check", "rules", "alerts.yaml"], ["test", "rules", "alerts_test.yaml"]):
        subprocess.run(["promtool", *command], cwd=deploy / "prometheus", check=True, stdout=subprocess.DEVNULL)


def run(verbatimd, deploy, seconds, postgres):
    check_alert_texts(deploy)
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        files = {name: folder / name for name in ("grpc", "http", "metrics")}
        store = stack.enter_context(postgres_store()) if postgres else [f"--store=sqlite:{folder / 'a.db'}"]
        stack.enter_context(process(
            [verbatimd, *store, "--listen=127.0.0.1:0", f"--port_file={files['grpc']}",
             "--http_listen=127.0.0.1:0", f"--http_port_file={files['http']}", "--metrics_listen=127.0.0.1:0",
             f"--metrics_port_file={files['metrics']}"], folder / "verbatimd.log"))
        wait_for("verbatimd starts", lambda: files["grpc"].exists())
        http, metrics = (f"http://127.0.0.1:{files[name].read_text().strip()}" for name in ("http", "metrics"))
        assert fetch(f"{metrics}/readyz") == (200, "ready\n")
        assert fetch(f"{metrics}/")[0] == 404

        load = Load(http)
        load.start()
        stack.callback(load.join)
        stack.callback(load.stop.set)
        watch = subprocess.Popen(["curl", "--silent", "--no-buffer", f"{http}/v1/log/entries:watch"], stdout=subprocess.DEVNULL)
        stack.callback(watch.wait)
        stack.callback(watch.terminate)

        configuration = folder / "prometheus.yaml"
        configuration.write_text(json.dumps({  # JSON is YAML
            "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
            "rule_files": [str(deploy / "prometheus/alerts.yaml")],
            "scrape_configs": [{"job_name": "verbatim",
                                "static_configs": [{"targets": [metrics.removeprefix("http://")]}]}]}))
        prometheus = f"http://127.0.0.1:{free_port()}"
        stack.enter_context(process(
            ["prometheus", f"--config.file={configuration}", f"--storage.tsdb.path={folder / 'tsdb'}",
             f"--web.listen-address={prometheus.removeprefix('http://')}"], folder / "prometheus.log"))
        wait_for("Prometheus starts", lambda: fetch(f"{prometheus}/-/ready")[0] == 200)

        start = time.monotonic()
        queries = list(queries_of(json.loads((deploy / "grafana/verbatim.json").read_text())))
        assert len(queries) > 20, "the dashboard has too few queries"
        missing = queries
        while missing or time.monotonic() < start + seconds:
            assert load.error is None, load.error
            missing = [(panel, query) for panel, query in missing if not has_data(prometheus, query)]
            assert not missing or time.monotonic() < start + DEADLINE, f"no data: {missing}"
            time.sleep(0.5)
        _, rules = fetch(f"{prometheus}/api/v1/rules")
        states = {rule["name"]: (rule["state"], rule["health"]) for group in json.loads(rules)["data"]["groups"] for rule in group["rules"]}
        wrong = {name: state for name, state in states.items() if state[0] == "firing" or state[1] == "err"}
        assert states and not wrong, f"alerts: {wrong or 'none'}"
        _, text = fetch(f"{metrics}/metrics")
        check_metrics(text)
        series = len(re.findall(r"^[a-z]", text, re.M))
        print(f"{load.calls} calls in {time.monotonic() - start:.0f} s; {len(queries)} queries of the dashboard have data; "
              f"{len(states)} alerts are quiet; {series} series")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verbatimd")
    parser.add_argument("deploy", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--postgres", action="store_true")
    arguments = parser.parse_args()
    if not shutil.which("prometheus"):
        print("prometheus is not installed", file=sys.stderr)
        sys.exit(77)
    if arguments.postgres and not POSTGRES.exists():
        print("postgresql-15 is not installed", file=sys.stderr)
        sys.exit(77)
    try:
        run(arguments.verbatimd, arguments.deploy.resolve(), arguments.seconds, arguments.postgres)
    except AssertionError as error:
        sys.exit(f"monitoring: {error}")


if __name__ == "__main__":
    main()
