#!/usr/bin/python3
"""Recovers a PostgreSQL database to a point in time as deploy/README.md says: recovery.py VERBATIMD VERBATIM GUIDE

The restored database has what was acknowledged before that time, also after the base backup, and nothing of what came later. It
passes --fsck and continues. An auditor who saw the log before that time finds nothing wrong, and one who saw it later reports that
it has become shorter. Skipped, with exit code 77, without PostgreSQL.
"""

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

from server import Server, run

PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")
NOBODY = 65534
WAIT = 120  # seconds for what PostgreSQL does in the background, on a slow machine


def as_server(*command):
    """PostgreSQL refuses to run as root."""
    user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
    return [*user, *(str(part) for part in command)]


def until(description, condition):
    end = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < end, description
        time.sleep(0.01)


class Postgres:
    """A server on a folder of data, with its socket in `folder`."""

    def __init__(self, folder, data, settings):
        self.folder, self.data = folder, data
        with (data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write(settings)
        with (folder / "postgres.log").open("a") as log:
            self.process = subprocess.Popen(
                as_server(PROGRAMS / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            until("PostgreSQL does not start", lambda: self.process.poll() is not None or self.accepts_writes())
            assert self.process.poll() is None, (folder / "postgres.log").read_text()
        except AssertionError:
            self.process.kill()
            raise

    def uri(self, database):
        return f"postgres:///{database}?host={self.folder}&user=verbatim"

    def query(self, sql, database="claims"):
        return run(PROGRAMS / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", self.uri(database), "-c", sql).strip()

    def accepts_writes(self):
        command = [PROGRAMS / "psql", "-XqAt", self.uri("postgres"), "-c", "SELECT pg_is_in_recovery()"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout == "f\n"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(WAIT)


def settings_of(guide, first, folder):
    """Returns the block of settings in the guide that begins with this one, with the folder of backups in place."""
    found = re.search(rf"```text\n( *{first}.*?)```", guide, re.DOTALL)
    assert found, f"the guide has no settings that begin with {first}"
    return re.sub("^ +", "", found[1], flags=re.MULTILINE).replace("/backup", str(folder))


class Verbatim:
    """The programs, and the keys of one log."""

    def __init__(self, verbatimd, verbatim, folder):
        self.verbatimd, self.verbatim, self.folder, self.key = verbatimd, verbatim, folder, None
        run("openssl", "genpkey", "-algorithm", "ed25519", "-out", folder / "log.key")
        (folder / "digest.key").write_text("a" * 64 + "\n")
        self.flags = [f"--log_key={folder / 'log.key'}", f"--digest_key={folder / 'digest.key'}"]

    def serve(self, uri, index):
        server = Server(self.verbatimd, self.folder / "claims", *self.flags, f"--index={self.folder / index}", store=uri)
        line = next(line for line in server.log.read_text().splitlines() if '"serving"' in line)
        self.key = self.folder / "log.vkey"
        self.key.write_text(json.loads(line)["verifier_key"] + "\n")
        return server

    def audit(self, server, state, code=0):
        return run(self.verbatim, "--server", server.grpc, "log", "audit", "--key", self.key, "--state", self.folder / state, code=code)

    def fsck(self, uri):
        assert "no errors found" in run(self.verbatimd, f"--store={uri}", "--fsck", *self.flags)


def record(server, prefix):
    names = [f"{prefix}-{number}" for number in range(10)]
    for name in names:
        server.create_claim(name, "brief")
    return names


def main():
    verbatimd, verbatim, guide = sys.argv[1:4]
    if not (PROGRAMS / "postgres").exists():
        print("PostgreSQL is not installed", file=sys.stderr)
        sys.exit(77)
    guide = pathlib.Path(guide).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as temporary, tempfile.TemporaryDirectory() as own:
        folder = pathlib.Path(temporary)
        (folder / "wal").mkdir()
        if os.geteuid() == 0:
            for path in (folder, folder / "wal"):
                os.chown(path, NOBODY, NOBODY)
        programs = Verbatim(verbatimd, verbatim, pathlib.Path(own))
        run(*as_server(PROGRAMS / "initdb", f"--pgdata={folder}/data", "--username=verbatim", "--auth=trust", "--encoding=UTF8",
                       "--locale=C", "--no-sync", "--no-instructions"))
        with Postgres(folder, folder / "data", settings_of(guide, "archive_mode", folder)) as database:
            database.query("CREATE DATABASE claims", "postgres")
            with programs.serve(database.uri("claims"), "index") as server:
                server.create_document("brief")
                before = record(server, "before")
                command = re.search(r"`(pg_basebackup [^`]*)`", guide)
                assert command, "the guide has no command with pg_basebackup"
                words = command[1].replace("/backup", str(folder)).split()
                run(*as_server(PROGRAMS / words[0], *words[1:], f"--host={folder}", "--username=verbatim"))
                before += record(server, "archived")
                programs.audit(server, "before.checkpoint")
                target = database.query("SELECT clock_timestamp()")
                later = record(server, "later")
                programs.audit(server, "later.checkpoint")
            segment = database.query("SELECT pg_walfile_name(pg_switch_wal())")
            until(f"{segment} is not archived", (folder / "wal" / segment).exists)

        settings = settings_of(guide, "restore_command", folder)
        settings = re.sub("recovery_target_time = '.*'", f"recovery_target_time = '{target}'", settings)
        run(*as_server("touch", folder / "base" / "recovery.signal"))
        with Postgres(folder, folder / "base", settings) as database:
            programs.fsck(database.uri("claims"))
            with programs.serve(database.uri("claims"), "restored-index") as server:
                names = {claim["name"] for claim in server.call("/v1/claims?pageSize=1000")["claims"]}
                assert names == {f"claims/{name}" for name in before}, names
                programs.audit(server, "before.checkpoint")
                output = programs.audit(server, "later.checkpoint", code=6)
                record(server, "continued")
            programs.fsck(database.uri("claims"))
        print(f"recovery: {len(before)} claims before the time are there, {len(later)} later ones are gone; the auditor says: "
              f"{output.strip().splitlines()[0]}")


if __name__ == "__main__":
    try:
        main()
    except AssertionError as error:
        sys.exit(f"recovery: {error}")
