#!/usr/bin/env python3
"""Verifies a Verbatim proof bundle offline. Shares no code with the C++ verifier and does not use the protobuf library.

    verify.py BUNDLE VKEY          VKEY is the log's verifier key, name+id+key, or a file that contains it

Exit code: 0 if everything is proven, 1 if a check fails; prints what was proven, or the check that failed. Needs
Debian's python3-cryptography.
"""

import base64
import hashlib
import pathlib
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


# For each entry type, in order (service/log/leaf.h), the field of EntryPayload that its entries set.
RESOURCE_FIELDS = dict(enumerate([3, 4, 5, 5, 5, 3, 5, 3, 5, 9, 9, 10, 10, 10, 11, 3, 9, 11], start=1))
# The fields with citations, and the numbers of their citations: a claim has several, evidence one.
CITATION_FIELDS = {5: 6, 9: 2}
# Characters that can separate sentences: Unicode's property White_Space.
WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"


def require(condition, what):
    if not condition:
        raise ValueError(what)


def sha256(data):
    return hashlib.sha256(data).digest()


def varint(data, at):
    for length in range(1, 11):
        require(at + length <= len(data), "bundle: it is truncated")
        if data[at + length - 1] < 0x80:
            return sum((byte & 0x7F) << 7 * i for i, byte in enumerate(data[at:at + length])) & (1 << 64) - 1, at + length
    raise ValueError("bundle: malformed varint")


def fields(data, known=None):
    """Parses a protobuf message. Returns the values by field number. `known` maps the allowed numbers to wire types."""
    found, at = {}, 0
    while at < len(data):
        tag, at = varint(data, at)
        require(known is None or known.get(tag >> 3) == tag & 7,
                "bundle: it contains fields that this verifier does not know")
        value, length = None, {1: 8, 5: 4}.get(tag & 7, 0)
        if tag & 7 in (0, 2):
            value, at = varint(data, at)
            length = value * (tag & 7 == 2)
        require(at + length <= len(data) and tag & 7 in (0, 1, 2, 5), "bundle: it is truncated")
        found.setdefault(tag >> 3, []).append(value if tag & 7 == 0 else data[at:at + length])
        at += length
    return found


def one(message, number, default=b""):
    return message.get(number, [default])[-1]


def included(leaf, index, size, proof, root):
    """RFC 9162, section 2.1.3.2."""
    fn, sn, r = index, size - 1, sha256(b"\0" + leaf)
    for p in proof:
        if sn <= 0 or len(p) != 32:
            return False
        right = fn & 1 or fn == sn
        r = sha256(b"\1" + (p + r if right else r + p))
        while right and not fn & 1 and fn:
            fn, sn = fn >> 1, sn >> 1
        fn, sn = fn >> 1, sn >> 1
    return index < size and sn == 0 and r == root


def open_checkpoint(note, vkey):
    """Returns size and root hash of a checkpoint (c2sp.org/tlog-checkpoint), if the key signed it."""
    name, key_id, key = vkey.strip().split("+", 2)
    key = base64.b64decode(key, validate=True)
    require(key[:1] == b"\1" and sha256(name.encode() + b"\n" + key)[:4].hex() == key_id,
            "checkpoint: the verifier key is invalid")
    text, _, signatures = note.rpartition("\n\n")
    origin, size, root = text.split("\n")[:3]
    require(origin == name, "checkpoint: it is from another log")
    for line in signatures.splitlines():
        dash, signer, signature = line.split(" ")
        signature = base64.b64decode(signature, validate=True)
        if dash == "\u2014" and signer == name and signature[:4].hex() == key_id:
            Ed25519PublicKey.from_public_bytes(key[1:]).verify(signature[4:], text.encode() + b"\n")
            return int(size), base64.b64decode(root, validate=True)
    raise ValueError("checkpoint: it is not signed by the key")


def check_entry(entry, size, root):
    """Checks an EntryProof. Returns index, resource name and the fields of the payload, which are empty for an erased payload."""
    entry = fields(entry, {1: 0, 2: 2, 3: 2, 4: 2})
    index, leaf, payload = one(entry, 1, 0), one(entry, 2), one(entry, 3)
    require(included(leaf, index, size, entry.get(4, []), root), f"entry {index}: it is not in the log")
    require(leaf[:1] == b"\1" and len(leaf) >= 45, f"entry {index}: malformed leaf")
    name = leaf[45:45 + int.from_bytes(leaf[43:45], "big")].decode()
    require(not payload or sha256(payload) == leaf[11:43], f"entry {index}: the payload is not what was recorded")
    entry = fields(payload)
    field = RESOURCE_FIELDS.get(int.from_bytes(leaf[1:3], "big"))
    others = entry.keys() & set(RESOURCE_FIELDS.values()) - {field}
    recorded = one(fields(one(entry, field)), 1).decode()
    require(not payload or recorded == name and not others, f"entry {index}: the payload is of another resource")
    return index, name, entry


def check_revision(proof, size, root):
    """Checks a RevisionProof. Returns the revision's name, its sentences by name, and its text (None if the proof has no text)."""
    proof = fields(proof, {1: 2, 2: 2, 3: 2})
    _, name, payload = check_entry(one(proof, 1), size, root)
    revision = fields(one(payload, 4))
    sentences = {}
    for sentence in proof.get(2, []):
        sentence = fields(sentence, {1: 0, 2: 0, 3: 0, 4: 2, 5: 2})
        index, start, end, text = one(sentence, 1, 0), one(sentence, 2, 0), one(sentence, 3, 0), one(sentence, 4)
        leaf = start.to_bytes(8, "big") + end.to_bytes(8, "big") + text
        proven = included(leaf, index, one(revision, 7, 0), sentence.get(5, []), one(payload, 7))
        require(proven and end - start == len(text), f"sentence {index} of {name}: the revision does not contain it")
        sentences[f"{name}/sentences/{index}"] = (start, end, text)
    text = one(proof, 3, None)
    require(text is None or sha256(text) == one(revision, 3), f"{name}: the text does not match")
    return name, sentences, text


def check_sentences(names, revision, sentences, quote, start):
    """Checks that the sentences are consecutive and that the quote is their words and the white space around them."""
    require(names and all(name in sentences for name in names), "quote: nothing proves its words")
    indexes = [int(name.rpartition("/")[2]) for name in names]
    require(indexes == list(range(indexes[0], indexes[0] + len(names))), "quote: its sentences are not consecutive")
    shown, end = start, start + len(quote)
    for s, e, words in (sentences[name] for name in names):
        a, b = max(s, start), min(e, end)
        require(a < b and words[a - s:b - s] == quote[a - start:b - start], f"quote: it is not in {revision}")
        require(shown <= a and white_space(quote[shown - start:a - start]),
                "quote: its sentences do not contain all of it")
        shown = b
    require(white_space(quote[shown - start:]), "quote: its sentences do not contain all of it")


def white_space(text):
    return not text.decode(errors="replace").strip(WHITE_SPACE)


def check_quote(citation, revisions):
    if one(citation, 9, 0):
        require(not citation.keys() & {2, 3, 4, 7, 8}, "quote: it is marked as erased but still present")
        return f"  words of {one(citation, 1).decode()}, erased"
    revision, quote, span = one(citation, 1).decode(), one(citation, 2), fields(one(citation, 5))
    start, end = one(span, 1, 0), one(span, 2, 0)
    require(quote and sha256(quote) == one(citation, 7) and end - start == len(quote),
            "quote: it does not match its digest and span")
    sentences, text = revisions.get(revision, ({}, None))
    if text is not None:
        require(text[start:end] == quote, f"quote: it is not in {revision}")
    else:
        check_sentences([name.decode() for name in citation.get(6, [])], revision, sentences, quote, start)
    return f"  »{quote.decode()}« found in {revision}, bytes {start}-{end}"


def main(path, vkey):
    vkey = pathlib.Path(vkey).read_text(encoding="utf-8") if pathlib.Path(vkey).exists() else vkey
    bundle = fields(pathlib.Path(path).read_bytes(), {1: 2, 2: 2, 3: 2})
    size, root = open_checkpoint(one(bundle, 1).decode(), vkey)
    index, name, payload = check_entry(one(bundle, 2), size, root)
    revisions = {name: rest for name, *rest in (check_revision(proof, size, root) for proof in bundle.get(3, []))}
    citing = payload.keys() & CITATION_FIELDS.keys()
    citations = [fields(citation) for field in citing
                 for citation in fields(one(payload, field)).get(CITATION_FIELDS[field], [])]
    require(citations or not citing, f"quote: {name} has no citations")
    quotes = [check_quote(citation, revisions) for citation in citations]
    print(f"{name} is entry {index} of {size}" + ("" if payload else ", erased"), *quotes, sep="\n")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (InvalidSignature, ValueError) as error:
        sys.exit(f"verify.py: refused: {str(error) or 'checkpoint: the signature is wrong'}")
