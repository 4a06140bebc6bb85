"""Frames of HTTP/2 (RFC 9113) by hand, for attacks that no client library makes."""

import os
import socket
import struct
import threading

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = 0, 1, 3, 4, 6, 7, 8, 9
END_STREAM, ACK, END_HEADERS = 1, 1, 4
CANCEL = 8
# The address that attackers connect from. Honest callers have 127.0.0.1, so that a proxy can tell them apart.
ATTACKER = "127.0.0.2"


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">IBI", len(payload) << 8 | kind, flags, stream) + payload


def field(name, value):
    """A header field of HPACK, a literal that is not indexed."""
    return b"\0" + integer(len(name)) + name + integer(len(value)) + value


def integer(value):
    """An integer of HPACK with a prefix of seven bits."""
    if value < 127:
        return bytes([value])
    octets, value = b"\x7f", value - 127
    while value >= 128:
        octets, value = octets + bytes([value & 127 | 128]), value >> 7
    return octets + bytes([value])


def request_headers(path):
    """The header block of a gRPC request."""
    return (field(b":method", b"POST") + field(b":scheme", b"http") + field(b":path", path.encode())
            + field(b":authority", b"localhost") + field(b"content-type", b"application/grpc") + field(b"te", b"trailers"))


class Connection:
    """A connection of an attacker. A thread reads and drops what the server sends.

    If told to acknowledge the server's settings, does so before anything else is sent: from then on they hold.
    """

    def __init__(self, port, acknowledges=True):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(ATTACKER, 0))
        self.closed = threading.Event()
        self.sent = 0
        self.lock = threading.Lock()
        self.send(PREFACE + frame(SETTINGS, 0, 0))
        if acknowledges:
            self.socket.recv(1 << 16)  # the settings come first
            self.send(frame(SETTINGS, ACK, 0))
        threading.Thread(target=self._drain, daemon=True).start()

    def _drain(self):
        try:
            while self.socket.recv(1 << 16):
                pass
        except OSError:
            pass
        self.closed.set()

    def send(self, data):
        """Sends bytes. Returns False once the connection is closed, or if the server takes nothing for ten seconds."""
        try:
            with self.lock:
                self.socket.sendall(data)
            self.sent += len(data)
            return not self.closed.is_set()
        except OSError:
            self.closed.set()
            return False

    def close(self):
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()


class Flood:
    """Connections that each send one buffer after another, from threads, and connect again when they are closed."""

    def __init__(self, port, connections, make_buffers, acknowledges=True):
        self.port, self.make_buffers, self.acknowledges = port, make_buffers, acknowledges
        self.stop = threading.Event()
        self.sent = self.connected = 0
        self.threads = [threading.Thread(target=self._run, daemon=True) for _ in range(connections)]
        for thread in self.threads:
            thread.start()

    def _run(self):
        # An attacker's own work is not on the server's machine, so it comes after that of the others.
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        while not self.stop.is_set():
            try:
                connection = Connection(self.port, self.acknowledges)
            except OSError:
                self.stop.wait(0.1)
                continue
            self.connected += 1
            for buffer in self.make_buffers():
                if self.stop.is_set() or not connection.send(buffer):
                    break
            # A buffer that ends leaves the connection open, with its streams.
            while not self.stop.is_set() and not connection.closed.is_set():
                self.stop.wait(0.05)
            self.sent += connection.sent
            connection.close()

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(15)
