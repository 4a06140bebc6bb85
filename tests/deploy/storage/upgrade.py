#!/usr/bin/python3
"""Starts the server on a database of each released version, and upgrades it: upgrade.py VERBATIMD VERBATIM DATA

DATA has a dump of each version, schema-N.sql. After the upgrade, what was recorded can be read, proved and built on, and --fsck
accepts the database. A database of a later version than the server's is refused, and stays as it is: that is what a downgrade
does.
"""

import pathlib
import re
import sqlite3
import sys
import tempfile

from server import Server, failing, run


def restore(dump, folder):
    """Makes a database from a dump, with keys as a server of that version had."""
    database = folder / "claims.db"
    with sqlite3.connect(database) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    connection.close()
    run("openssl", "genpkey", "-algorithm", "ed25519", "-out", f"{database}.key")
    return database


def upgrade(verbatimd, verbatim, dump, folder):
    database = restore(dump, folder)
    with Server(verbatimd, database) as server:
        claims = server.call("/v1/claims?pageSize=100")["claims"]
        assert {claim["name"] for claim in claims} >= {"claims/fly"}, claims
        for claim in claims:
            assert server.call(f"/v1/{claim['name']}:verify")["verified"], claim
        text = server.call("/v1/documents/brief/revisions/1")["revision"]["text"]
        server.create_claim("new", "brief", text[:40])
        run(verbatim, "--server", server.grpc, "bundle", "claims/fly", "--text", "--output", folder / "fly.bundle")
    run(verbatim, "verify", "--bundle", folder / "fly.bundle", "--key", f"{database}.vkey")
    assert "no errors found" in run(verbatimd, f"--store=sqlite:{database}", "--fsck")
    return database


def refuse_later(verbatimd, database):
    """Pretends that a later version wrote the database."""
    with sqlite3.connect(database) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = database.read_bytes()
    output = run(verbatimd, f"--store=sqlite:{database}", "--listen=127.0.0.1:0", "--http_listen=", code=3)
    assert re.search("newer than this program", output), output
    assert database.read_bytes() == before, "the refused database has changed"
    return version


def main():
    verbatimd, verbatim, data = sys.argv[1:4]
    dumps = sorted(pathlib.Path(data).glob("schema-*.sql"))
    assert len(dumps) >= 2, "there are no dumps"
    for dump in dumps:
        with tempfile.TemporaryDirectory() as folder, failing(dump.name):
            database = upgrade(verbatimd, verbatim, dump, pathlib.Path(folder))
            version = refuse_later(verbatimd, database)
            print(f"upgrade: {dump.name} to version {version}: ok")


if __name__ == "__main__":
    try:
        main()
    except AssertionError as error:
        sys.exit(f"upgrade: {error}")
