#!/usr/bin/python3
"""A disk that flips bits while the server runs: nothing damaged is answered, and nothing is recorded or signed on it."""

import sqlite3
import time
import urllib.error
import urllib.request

import grpc

import attack

# Seconds that the background scrub may take to find the damage.
FIND = 30


def flip(server, table, column, where):
    """Flips one bit in the middle of a value in the database file."""
    database = sqlite3.connect(server.folder / "a.db", timeout=10)
    with database:
        (value,) = database.execute(f"SELECT {column} FROM {table} WHERE {where}").fetchone()
        middle = len(value) // 2
        flipped = value[:middle] + bytes([value[middle] ^ 1]) + value[middle + 1:]
        database.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (flipped,))
    database.close()


def refused(server, method, resource, **fields):
    """Fails unless a call ends with DATA_LOSS and names the resource."""
    try:
        server.call(method, **fields)
    except grpc.RpcError as error:
        assert error.code() == grpc.StatusCode.DATA_LOSS, f"{method} ends with {error.code()}: {error.details()}"
        assert resource in error.details(), f"{method} does not name {resource}: {error.details()}"
        return
    raise AssertionError(f"{method} answers although {resource or 'the log'} is damaged")


def readiness(server):
    """Returns the status and the body of /readyz."""
    try:
        with urllib.request.urlopen(f"http://{server.http}/readyz", timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def await_readiness(server, status, line):
    until = time.monotonic() + FIND
    while True:
        found = readiness(server)
        if found[0] == status and line in found[1]:
            return
        assert time.monotonic() < until, f"/readyz answers {found}"
        time.sleep(0.1)


def record(setting, server):
    """Records a document and two claims as entries 0 to 3."""
    revision = server.create_document(attack.TEXT).revision.name
    citation = setting.contract.message("Citation")(revision=revision, quote=attack.QUOTE)
    claim = setting.contract.message("Claim")(text="A claim", citations=[citation])
    names = [server.call("CreateClaim", claim=claim).claim.name for _ in range(2)]
    return names, revision, claim


def damage_resources(setting):
    # Without the cache, each call reads the disk.
    with setting.server("--record_cache_mib=0", "--text_cache_mib=1", "--scrub_interval=1s") as server:
        names, revision, claim = record(setting, server)
        size = server.call("GetCheckpoint").checkpoint.size
        flip(server, "entries", "payload", "idx = 2")
        changed = setting.contract.message("Claim")(name=names[0], labels={"topic": "release"})
        refused(server, "GetClaim", names[0], name=names[0])
        refused(server, "UpdateClaim", names[0], claim=changed, update_mask={"paths": ["labels"]})
        refused(server, "RetractClaim", names[0], name=names[0], reason="x")
        refused(server, "ListClaims", names[0])
        refused(server, "GetProofBundle", names[0], name=names[0])
        assert not server.call("VerifyClaim", name=names[0]).verified, "a damaged claim is verified"
        assert server.call("GetCheckpoint").checkpoint.size == size, "something was recorded on damage"
        assert server.call("GetClaim", name=names[1]).claim.name == names[1]
        server.call("CreateClaim", claim=claim)
        flip(server, "attachments", "bytes", "idx = 1 AND part = 0")
        await_readiness(server, 200, "damaged resources: 2")
        assert revision in server.log.read_text(), "the log does not name the revision"


def damage_log(setting, table, column, where):
    with setting.server("--record_cache_mib=0", "--scrub_interval=1s") as server:
        names, _, claim = record(setting, server)
        flip(server, table, column, where)
        await_readiness(server, 503, "the log is damaged")
        refused(server, "GetCheckpoint", "")
        refused(server, "CreateClaim", "", claim=claim)
        assert server.call("GetClaim", name=names[1]).claim.name == names[1]


def run(setting):
    damage_resources(setting)
    damage_log(setting, "entries", "leaf", "idx = 0")
    damage_log(setting, "hashes", "hash", "position = 2")
    print("nothing damaged was answered, recorded or signed")


if __name__ == "__main__":
    attack.main(__doc__, run)
