#!/usr/bin/python3
"""Tries to find out an erased name by guessing: computes each digest that the server could have recorded, for each of 54
names, and searches all answers and files of the server for it. Only with the digest key does a guess succeed."""

import hashlib
import hmac
import itertools
import json
import pathlib
import sqlite3
import tempfile
import time

import attack

NAMES = [f"{first} {last}" for first in ("Alena", "Barys", "Dzmitry", "Hanna", "Ihar", "Katsiaryna")
         for last in ("Astrouski", "Bandarenka", "Charnou", "Daroshka", "Hancharou", "Ivanova", "Kazlou", "Lukina", "Marozava")]
SECRET = NAMES[31]
# Bytes of a digest that must be found. Eight are enough to confirm a guess among 54.
LEAST = 8


def sentence(name):
    return f"The guards let {name} go."


def text(name):
    return f"It was a cold morning. {sentence(name)} Nobody else was there.\n"


def claim(setting, name, document="documents/secret"):
    citation = setting.contract.message("Citation")(revision=document, quote=sentence(name))
    return setting.contract.message("Claim")(text=sentence(name), citations=[citation])


def batch(setting, name):
    """The request of a batch: one claim that names somebody, and one that names nobody."""
    other = setting.contract.message("Citation")(revision="documents/other", quote="Nobody else was there.")
    create = setting.contract.message("CreateClaimRequest")
    return [create(claim_id="named", claim=claim(setting, name)),
            create(claim_id="unnamed", claim=setting.contract.message("Claim")(text="Nobody.", citations=[other]))]


def feed(name):
    """A ClaimReview as ImportFeed takes it."""
    return json.dumps({"@type": "ClaimReview", "url": "https://r.example/1", "author": {"name": "R"},
                       "claimReviewed": sentence(name), "reviewRating": {"alternateName": "True"}}).encode() + b"\n"


def record(server, setting):
    """Records what has the secret name, by each way that makes a digest of it."""
    content = setting.contract.message("Content")
    server.call("CreateDocument", document_id="other", content=content(data=text("someone").encode()))
    server.call("CreateDocument", document_id="secret", request_id="document", content=content(data=text(SECRET).encode()))
    server.call("BatchCreateClaims", requests=batch(setting, SECRET), request_id="batch")
    server.call("CreateClaim", claim=claim(setting, SECRET), claim_id="alone", request_id="alone")
    options = setting.contract.message("ImportFeedOptions")(format="EXCHANGE_FORMAT_CLAIM_REVIEW", document="documents/secret")
    with server.channel() as channel:
        parts = [setting.contract.request("ImportFeed", options=options), setting.contract.request("ImportFeed", data=feed(SECRET))]
        answers = list(setting.contract.callable(channel, "ImportFeed")(iter(parts), timeout=20))
    assert answers[0].claim.name, f"the feed is not imported: {answers}"
    return ["claims/named", "claims/alone", answers[0].claim.name]


def derived_ids(name):
    """The parts of which an import could make an id, as bytes."""
    for document in ("documents/secret", "documents/secret/revisions/1"):
        for parts in ((sentence(name), "", document, "", sentence(name), ""), (sentence(name), "R", document, "", sentence(name), "")):
            yield "".join(f"{len(part.encode())}:{part}" for part in parts).encode()


def requests(setting, name):
    """The requests that recorded the name, as bytes of which a server could make a digest."""
    made = {
        "CreateDocument": {"document_id": "secret", "content": setting.contract.message("Content")(data=text(name).encode())},
        "BatchCreateClaims": {"requests": batch(setting, name)},
        "CreateClaim": {"claim": claim(setting, name), "claim_id": "alone"},
    }
    for method, fields in made.items():
        message = setting.contract.request(method, **fields)
        bytes_ = message.SerializeToString(deterministic=True)
        yield bytes_
        yield message.DESCRIPTOR.full_name.encode() + b"\0" + bytes_


def digests(setting, name, key):
    """Yields (what, digest): all digests that could be recorded of a name, without a key, under no key and under `key`."""
    lower = " ".join(sentence(name).lower().split())
    texts = [text(name).encode(), sentence(name).encode(), lower.encode(), name.encode(), feed(name), feed(name).strip()]
    for what, data in itertools.chain(
            (("a text", data) for data in texts),
            (("an id", data) for data in derived_ids(name)),
            (("a request", data) for data in requests(setting, name))):
        yield what, hashlib.sha256(data).digest()
        for under in {b"", key}:
            yield what, hmac.digest(under, data, "sha256")


def haystack(server, setting):
    """All bytes that calls give back, and all rows and bytes of the files."""
    found = []
    page = ""
    while True:
        entries = server.call("ListEntries", page_size=1000, page_token=page)
        found.append(entries.SerializeToString())
        page = entries.next_page_token
        if not page:
            break
    for method, fields in (("ListDocuments", {}), ("ListClaims", {}), ("ListEvidence", {"parent": "claims/-"}),
                           ("ListReviews", {"parent": "claims/-"}), ("ListLinks", {"parent": "claims/-"}),
                           ("TraceClaim", {"name": "claims/named"}), ("TraceClaim", {"name": "documents/secret"}),
                           ("GetProofBundle", {"name": "claims/named"}), ("GetProofBundle", {"name": "claims/unnamed"}),
                           ("GetProofBundle", {"name": "documents/secret/revisions/1"})):
        found.append(server.call(method, **fields).SerializeToString())
    return b"\n".join(found) + files(server)


def files(server):
    """All files of the server, but those of its keys."""
    found = [path.read_bytes() for path in sorted(server.folder.rglob("*"))
             if path.is_file() and path.suffix not in (".key", ".digestkey")]
    database = sqlite3.connect(f"file:{server.folder / 'a.db'}?mode=ro", uri=True)
    for (table,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        for row in database.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                if isinstance(value, int):
                    value = f"{value} {value & (1 << 64) - 1:016x}"
                found.append(value.encode() if isinstance(value, str) else value or b"")
    database.close()
    return b"\n".join(found)


def hits(setting, name, hay, key=b""):
    """What in the haystack confirms the guess that the name was erased, if the guesser has the key."""
    for what, digest in digests(setting, name, key):
        part = digest[:LEAST]
        if any(needle in hay for needle in (part, part[::-1], part.hex().encode(), part.hex().upper().encode())):
            yield what


def settled(server, name):
    """Waits until the files no longer have the name: the index of claims follows the log."""
    until = time.monotonic() + 20
    while any(name.encode() in path.read_bytes() for path in server.folder.rglob("*") if path.is_file()):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def erase(server, setting):
    """Records and erases the name. Returns what is left."""
    claims = record(server, setting)
    before = haystack(server, setting)
    assert SECRET.encode() in before, "the name is recorded nowhere"
    assert list(hits(setting, SECRET, before)), "the attack finds nothing even before the erasure"
    erased = server.call("EraseDocument", name="documents/secret", requested_by="A court", reason="An order")
    assert set(claims) <= set(erased.remaining.names), f"the erasure does not name {claims}: {erased}"
    for name in claims:
        server.call("EraseClaim", name=name, requested_by="A court", reason="An order")
    assert settled(server, SECRET), "a file still has the name"
    hay = haystack(server, setting)
    assert SECRET.encode() not in hay, "a call or a row still has the name"
    return hay


def confirmed(setting, hay, key=b""):
    """Returns the guesses that the haystack confirms, and by what."""
    found = {name: sorted(set(hits(setting, name, hay, key))) for name in NAMES}
    return {name: what for name, what in found.items() if what}


def run(setting):
    with setting.server() as server:
        hay = erase(server, setting)
        guessed = confirmed(setting, hay)
        print(f"{len(NAMES)} names, {len(hay)} bytes searched, {len(guessed)} guesses confirmed")
        assert not guessed, f"digests confirm a guess: {guessed}"
        assert (server.folder / "a.db.digestkey").stat().st_mode & 0o777 == 0o600, "others can read the digest key"
    # The attack would find what is left if it had the key.
    key = bytes(range(32))
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(key.hex() + "\n")
        file.flush()
        with setting.server(f"--digest_key={file.name}") as server:
            guessed = confirmed(setting, erase(server, setting), key)
            print(f"with the digest key: {guessed}")
            assert guessed == {SECRET: ["a request", "an id"]}, "the attack does not look for the digests that are left"


if __name__ == "__main__":
    attack.main(__doc__, run)
