#!/usr/bin/python3
"""Clients that ask for the largest answers and read none of them, and watchers that read nothing."""

import socket
import struct
import threading
import time

import attack
from messages import frame, request_head

# A server that must fit into a process of this size, in MiB.
PROCESS = 512
FLAGS = ("--memory_limit=128", "--text_cache_mib=32", "--record_cache_mib=8", "--message_timeout=6s",
         "--watch_send_timeout=3s")
CONNECTIONS = 8
CALLS = 60
WATCHERS = 200
TEXT = b"A sentence of an ordinary length that says nothing in particular. " * ((12 << 20) // 66)


def calls(path, request, count):
    """`count` calls on one connection, whose window lets the server send 64 KiB of their answers."""
    message = b"\0" + struct.pack(">I", len(request)) + request
    head = request_head(path)
    first = head + frame(0, 1, 1, message)
    block = head[head.index(b"\0\0\0\4\0\0\0\0\0") + 9:][9:]
    return first + b"".join(frame(1, 4, number, block) + frame(0, 1, number, message)
                            for number in range(3, 2 * count, 2))


def attack_with(server, path, request, count):
    """Connects, sends the calls, and reads nothing until the server ends the connection or the test does."""
    connection = socket.create_connection(("127.0.0.1", server.grpc_port), timeout=20)
    try:
        connection.sendall(calls(path, request, count))
    except OSError:
        pass  # the server has ended the connection
    return connection


def kinds(contract, revision):
    """Returns the attacks: a method, a request of it, and the calls of one connection."""
    return [("GetRevision", contract.request("GetRevision", name=revision), CALLS),
            ("GetRevision", contract.request("GetRevision", name=revision, view="REVISION_VIEW_CONTENT"), CALLS),
            ("Watch", contract.request("Watch"), WATCHERS)]


def run(setting):
    contract = setting.contract
    with setting.server(*FLAGS) as server:
        revision = server.create_document(TEXT, timeout=60).revision.name
        time.sleep(3)  # the memory of recording the document goes back to the system
        server.forget_peak()
        with server.honest_callers() as honest:
            for method, request, count in kinds(contract, revision):
                connections = []
                threads = [threading.Thread(target=lambda: connections.append(
                    attack_with(server, contract.path(method), request.SerializeToString(), count)))
                    for _ in range(CONNECTIONS)]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                time.sleep(8)
                for connection in connections:
                    connection.close()
            honest.check("unread answers")
        setting.bound("memory of the server", server.peak(), PROCESS, "MiB")


if __name__ == "__main__":
    attack.main(__doc__, run)
