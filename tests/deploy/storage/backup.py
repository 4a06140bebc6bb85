#!/usr/bin/python3
"""Backs up a server under load as deploy/README.md says, restores the backup, and audits it: backup.py VERBATIMD VERBATIM GUIDE

What was acknowledged before the backup began is in it, whatever is written meanwhile. The restored database passes --fsck and
continues. A proof from before verifies with the same key. An auditor who saw the log after the backup reports that it has become
shorter, and one who saw it before does not. Skipped, with exit code 77, without the program sqlite3.
"""

import pathlib
import shutil
import sys
import tempfile
import threading

from server import Server, run, shell_command_of

WRITERS = 4
WRITES_BEFORE = 50  # claims that must be acknowledged before the backup begins


class Writers:
    """Threads that record claims until `stop`. `acknowledged` has the names of claims in the order of their answers."""

    def __init__(self, server):
        self.server, self.acknowledged, self.errors = server, [], []
        self.enough, self.ending = threading.Event(), threading.Event()
        self.threads = [threading.Thread(target=self.write, args=(number,)) for number in range(WRITERS)]
        for thread in self.threads:
            thread.start()

    def write(self, number):
        count = 0
        try:
            while not self.ending.is_set():
                name = f"w{number}-{count}"
                self.server.create_claim(name, "brief")
                self.acknowledged.append(name)
                count += 1
                if len(self.acknowledged) >= WRITES_BEFORE:
                    self.enough.set()
        except (AssertionError, OSError) as error:
            self.errors.append(str(error))
            self.enough.set()

    def stop(self):
        self.ending.set()
        for thread in self.threads:
            thread.join()
        assert not self.errors, self.errors


def audit(verbatim, server, key, state, code=0):
    return run(verbatim, "--server", server.grpc, "log", "audit", "--key", key, "--state", state, code=code)


def main():
    verbatimd, verbatim, guide = sys.argv[1:4]
    if not shutil.which("sqlite3"):
        print("sqlite3 is not installed", file=sys.stderr)
        sys.exit(77)
    command = shell_command_of(pathlib.Path(guide).read_text(encoding="utf-8"), "VACUUM INTO")
    with tempfile.TemporaryDirectory() as temporary:
        old, new = pathlib.Path(temporary, "old"), pathlib.Path(temporary, "new")
        old.mkdir()
        new.mkdir()
        with Server(verbatimd, old / "claims.db") as server:
            server.create_document("brief")
            writers = Writers(server)
            writers.enough.wait(120)
            before = list(writers.acknowledged)
            audit(verbatim, server, old / "claims.db.vkey", old / "before.checkpoint")
            run(verbatim, "--server", server.grpc, "bundle", f"claims/{before[0]}", "--output", new / "claim.bundle")
            run("bash", "-ec", f"cd {old}; {command}")
            while len(writers.acknowledged) == len(before) and not writers.errors:
                pass  # so that the old log has more entries than the backup
            writers.stop()
            after = list(writers.acknowledged)
            audit(verbatim, server, old / "claims.db.vkey", old / "after.checkpoint")
        assert len(before) >= WRITES_BEFORE

        shutil.copy(old / "copy.db", new / "claims.db")
        for key in ("key", "vkey", "digestkey"):
            shutil.copy(old / f"claims.db.{key}", new)
        assert "no errors found" in run(verbatimd, f"--store=sqlite:{new}/claims.db", "--fsck")
        with Server(verbatimd, new / "claims.db") as server:
            for name in before:
                server.call(f"/v1/claims/{name}")
            audit(verbatim, server, old / "claims.db.vkey", old / "before.checkpoint")
            output = audit(verbatim, server, old / "claims.db.vkey", old / "after.checkpoint", code=6)
            server.create_claim("later", "brief")
        run(verbatim, "verify", "--bundle", new / "claim.bundle", "--key", new / "claims.db.vkey")
        assert "no errors found" in run(verbatimd, f"--store=sqlite:{new}/claims.db", "--fsck")
        print(f"backup: {len(before)} claims before it and {len(after) - len(before)} meanwhile and later; the auditor says: "
              f"{output.strip().splitlines()[0]}")


if __name__ == "__main__":
    try:
        main()
    except AssertionError as error:
        sys.exit(f"backup: {error}")
