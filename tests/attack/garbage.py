#!/usr/bin/python3
"""Random bytes, and beginnings of requests that go on as random bytes, on both ports."""

import random
import socket

import attack

CONNECTIONS = 1000
# Bytes on each connection.
LENGTH = 64 << 10
BEGINNINGS = [
    b"",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0",  # with an empty SETTINGS frame
    b"POST /v1/claims HTTP/1.1\r\nHost: localhost\r\nContent-Length: 65536\r\n\r\n",
    b"GET /v1/claims HTTP/1.1\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # a ClientHello of TLS
]


def send(port, data):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(1 << 16):
                pass
        except OSError:
            pass  # the server may close as soon as it sees garbage


def run(setting):
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    generator = random.Random(seed)
    with setting.server() as server, server.honest_callers() as honest:
        before = server.rss()
        for number in range(CONNECTIONS):
            beginning = BEGINNINGS[number % len(BEGINNINGS)]
            for port in (server.grpc_port, server.http_port):
                send(port, beginning + generator.randbytes(LENGTH))
        honest.check("garbage")
        setting.bound("memory that garbage adds", server.peak() - before, 128, "MiB")


if __name__ == "__main__":
    attack.main(__doc__, run)
