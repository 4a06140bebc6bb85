#!/usr/bin/python3
"""Requests that cost far more than their bytes: bombs of gzip, millions of empty items, nesting, and halves of messages."""

import http.client
import socket
import struct
import time

import grpc

import attack

# An empty citation has two bytes on the wire and some hundred in memory.
EMPTY_CITATION = b"\x32\x00"
# Connections that each send 31 of 32 MiB, in the time that the server waits for the rest.
HALVES = 12
HALF = 31 << 20
MESSAGE_TIMEOUT = 3


def varint(value):
    octets = b""
    while value >= 128:
        octets, value = octets + bytes([value & 127 | 128]), value >> 7
    return octets + bytes([value])


def claim_of(body):
    """A CreateClaimRequest whose claim has these bytes."""
    return b"\x0a" + varint(len(body)) + body


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">IBI", len(payload) << 8 | kind, flags, stream) + payload


def request_head(path):
    """The start of a call over HTTP/2, on its first stream."""
    fields = [(b":method", b"POST"), (b":scheme", b"http"), (b":path", path.encode()), (b":authority", b"localhost"),
              (b"content-type", b"application/grpc"), (b"te", b"trailers")]
    block = b"".join(b"\0" + bytes([len(name)]) + name + bytes([len(value)]) + value for name, value in fields)
    return b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0) + frame(1, 4, 1, block)


def refused(server, request, compression):
    """Sends a CreateClaimRequest in bytes. Returns the code of the answer."""
    with server.channel() as channel:
        call = channel.unary_unary(server.setting.contract.path("CreateClaim"), lambda data: data, lambda data: data)
        try:
            call(request, timeout=20, compression=compression)
        except grpc.RpcError as error:
            return error.code()
    return grpc.StatusCode.OK


def send_json(server, body):
    connection = http.client.HTTPConnection("127.0.0.1", server.http_port, timeout=20)
    connection.request("POST", "/v1/claims", body, {"Content-Type": "application/json"})
    return connection.getresponse().status


def send_half(server):
    """Sends most of a message, and returns the connection. The server's window decides how fast."""
    connection = socket.create_connection(("127.0.0.1", server.grpc_port), timeout=20)
    connection.sendall(request_head(server.setting.contract.path("CreateDocument")))
    connection.settimeout(0.2)
    connection.sendall(frame(0, 0, 1, b"\0" + struct.pack(">I", 32 << 20)))
    sent = 0
    try:
        while sent < HALF:
            connection.sendall(frame(0, 0, 1, bytes(16384)))
            sent += 16384
    except OSError:
        pass  # the window is full, or the server has ended the call
    return connection


def bombs():
    """Returns requests of CreateClaim by name, with the compression to send them with."""
    return {
        "citations in gzip": (claim_of(EMPTY_CITATION * 15_000_000), grpc.Compression.Gzip),
        "citations": (claim_of(EMPTY_CITATION * 4_000_000), grpc.Compression.NoCompression),
        "unknown fields": (b"\xa0\x06\x01" * 2_000_000, grpc.Compression.NoCompression),
        "groups": (b"\xa3\x06" * 2_000_000, grpc.Compression.NoCompression),
    }


def run(setting):
    with setting.server(f"--message_timeout={MESSAGE_TIMEOUT}s", "--memory_limit=128") as server:
        with server.honest_callers() as honest:
            before = server.rss()
            start = time.monotonic()
            for what, (request, compression) in bombs().items():
                code = refused(server, request, compression)
                assert code == grpc.StatusCode.INVALID_ARGUMENT, f"{what}: {code}"
            status = send_json(server, b'{"claim":{"citations":[' + b"{}," * 2_000_000 + b"{}]}}")
            assert status == 400, f"JSON: {status}"
            setting.bound("time for all bombs", time.monotonic() - start, 15, "s")
            setting.bound("memory that bombs add", server.peak() - before, 160, "MiB")
            honest.check("bombs")
        with server.honest_callers() as honest:
            halves = [send_half(server) for _ in range(HALVES)]
            time.sleep(MESSAGE_TIMEOUT + 3)
            setting.bound("memory after halves of messages", server.rss() - before, 96, "MiB")
            for connection in halves:
                connection.close()
            honest.check("halves")


if __name__ == "__main__":
    attack.main(__doc__, run)
