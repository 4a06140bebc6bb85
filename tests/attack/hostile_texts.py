#!/usr/bin/python3
"""Texts of hostile shapes, in every call that works on texts: each call has a bound on its time and memory.

Each shape is recorded as a document, revised, compared, searched and checked, one call after another, while honest
callers go on. The bounds are those of deploy/README.md, Costs of texts, in seconds and bytes for each byte of text.
"""

import random
import time

import attack

# Bytes of each text. The bounds hold for 16 MiB; the test uses less, so that it takes a minute.
LENGTH = 1 << 20
# Bytes of a text for the calls that compare sentences with claims.
CHECKED = 32 << 10

# The most a call may take: seconds for a MiB of text, and bytes of memory for a byte of text. The seconds are four times
# those on an idle machine. Waiting beside honest callers and the fixed part of a call are on top.
MOST_SECONDS = {"CreateDocument": 2, "CreateRevision": 2, "CompareRevisions": 1, "LocateQuote": 1, "DraftClaims": 2,
                "MatchClaims": 4, "CheckText": 400}
MOST_BYTES = {"CreateDocument": 60, "CreateRevision": 60, "CompareRevisions": 60, "LocateQuote": 20, "DraftClaims": 60,
              "MatchClaims": 100, "CheckText": 200}
FIXED_SECONDS = 1
FIXED_MIB = 48


def fill(piece, length=LENGTH):
    return (piece * (length // len(piece.encode()) + 1)).encode()[:length].decode(errors="ignore")


def random_words(generator, length=LENGTH):
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = []
    size = 0
    while size < length:
        words.append("".join(generator.choices(letters, k=generator.randint(1, 9))) + generator.choice(["", "", "", ".", ","]))
        size += len(words[-1]) + 1
    return " ".join(words)[:length]


def shapes(generator):
    """Returns the texts by name, and the HTML by name."""
    half = LENGTH // 2
    texts = {
        "one word": fill("word "),
        "no spaces": fill("abcdefghij"),
        "digits and commas": fill("1,234,567.8,"),
        "numbers": fill("12 3,4 5.6% 7 million and 8 "),
        "one-letter words": fill("a b c d e f "),
        "short sentences": fill("A! "),
        "initials": fill("Mr J.-P. Roe "),
        "one repeated sentence": fill("He left. "),
        "full stops": fill("."),
        "quotes and brackets": fill("\"(['"),
        "combining marks": fill("e" + "\u0301" * 50 + " "),
        "marks alone": fill("\u0301"),
        "right to left": fill("\u05d0\u05d1\u05d2 \u202e\u0627\u0628 "),
        "ideographs": fill("\u4e2d\u6587\u3002"),
        "folds into words": fill("\u3316\ufdfa\u00df "),
        "line feeds": fill("\n"),
        "dates": fill("on 1 May 2020, in 1999 or yesterday. "),
        "random words": random_words(generator),
        "random characters": "".join(chr(generator.choice([generator.randint(32, 126), generator.randint(0xA1, 0x2FFF)]))
                                     for _ in range(LENGTH // 3)),
    }
    pages = {
        "a million tags": fill("<b></b>"),
        "deep nesting": "<div>" * (half // 5) + "x" + "</div>" * (half // 6),
        "entities": fill("&amp;&#x41;&nbsp;&notin; "),
        "unclosed tags": fill("<p><a href=x>"),
        "attributes": "<p " + fill("a1=b ", half) + ">x</p>",
        "tables": fill("<table><tr><td>"),
        "comments": fill("<!-- --><!-"),
        "formatting": fill("<b><i><a><b><i>x</b>"),
    }
    return texts, pages


class Costs:
    """Measures calls, and compares them with their bounds."""

    def __init__(self, setting, server):
        self.setting, self.server = setting, server
        self.worst = {}
        self.failed = []

    def measure(self, method, shape, length, call):
        self.server.forget_peak()
        before = self.server.rss()
        start = time.monotonic()
        result, code = None, "OK"
        try:
            result = call()
        except attack.grpc.RpcError as error:
            code = error.code().name
        seconds = time.monotonic() - start
        mib = self.server.peak() - before
        size = length / (1 << 20)
        if code not in ("OK", "INVALID_ARGUMENT"):
            self.failed.append(f"{method} of {shape}: {code}")
        for kind, value, per, fixed in (("s", seconds, MOST_SECONDS[method], FIXED_SECONDS),
                                        ("MiB", mib, MOST_BYTES[method], FIXED_MIB)):
            if value > fixed + per * size:
                self.failed.append(f"{method} of {shape}: {value:.1f} {kind}, at most {fixed + per * size:.1f}")
            self.worst[method, kind] = max(self.worst.get((method, kind), (0, "")), (value / size, shape))
        return result

    def report(self):
        for method in MOST_SECONDS:
            seconds, slowest = self.worst.get((method, "s"), (0, "none"))
            mib, largest = self.worst.get((method, "MiB"), (0, "none"))
            print(f"{method}: {seconds:.2f} s a MiB ({slowest}), {mib:.0f} bytes a byte ({largest})")
        assert self.setting.sanitized or not self.failed, "\n".join(self.failed)


def try_shape(costs, shape, text, media_type, generator):
    server, contract = costs.server, costs.setting.contract
    data = text.encode()
    content = contract.message("Content")(media_type=media_type, data=data)
    # The other revision has the words in another order.
    middle = len(data) // 2
    turned = contract.message("Content")(
        media_type=media_type, data=(data[middle:] + b" " + data[:middle]).decode(errors="ignore").encode())
    created = costs.measure("CreateDocument", shape, len(data),
                            lambda: server.call("CreateDocument", 60, content=content))
    if created is None:
        return
    name = created.document.name
    costs.measure("CreateRevision", shape, len(data),
                  lambda: server.call("CreateRevision", 60, parent=name, content=turned))
    costs.measure("CompareRevisions", shape, 2 * len(data),
                  lambda: server.call("CompareRevisions", 60, after=name, changes_only=True, page_size=1))
    start = generator.randrange(len(text))
    quote = text[start:start + 2000] + " and more words that are not there"
    costs.measure("LocateQuote", shape, len(data), lambda: server.call("LocateQuote", 60, parent=name, quote=quote))
    costs.measure("DraftClaims", shape, len(data), lambda: server.call("DraftClaims", 60, parent=name, limit=10))
    checked = data[:CHECKED].decode(errors="ignore")
    costs.measure("MatchClaims", shape, CHECKED, lambda: server.call("MatchClaims", 60, text=checked[:CHECKED // 4]))
    options = contract.request("CheckText", options={"media_type": media_type})

    def check():
        with server.channel() as channel:
            stream = contract.callable(channel, "CheckText")(
                iter([options, contract.request("CheckText", text=checked.encode())]), timeout=60)
            for _ in stream:
                pass

    costs.measure("CheckText", shape, CHECKED, check)


def run(setting):
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    generator = random.Random(seed)
    texts, pages = shapes(generator)
    with setting.server() as server, server.honest_callers() as honest:
        costs = Costs(setting, server)
        for shape, text in texts.items():
            try_shape(costs, shape, text, "text/plain", generator)
        for shape, page in pages.items():
            try_shape(costs, shape, page, "text/html", generator)
        costs.report()
        honest.check("hostile texts")


if __name__ == "__main__":
    attack.main(__doc__, run)
