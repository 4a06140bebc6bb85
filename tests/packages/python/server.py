"""Servers of the tests: verbatimd in a temporary folder, and a proxy that breaks connections."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

VERBATIMD = os.environ["VERBATIMD"]
PROJECT = pathlib.Path(os.environ["VERBATIM_PROJECT"])
BRIEF = (PROJECT / "tests/data/brief.txt").read_text(encoding="utf-8")
PATIENCE = 120  # seconds


def eventually(probe, what):
    """Waits until `probe` returns something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = probe()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited in vain until {what}")


class Server:
    """A verbatimd process. `restart` keeps database and port."""

    def __init__(self, *flags):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="verbatim-python-"))
        self._flags = flags
        self._start("127.0.0.1:0")

    def _start(self, listen):
        port = self.folder / "port"
        port.unlink(missing_ok=True)
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen([VERBATIMD, f"--listen={listen}", f"--port_file={port}", "--http_listen=",
                                             f"--store=sqlite:{self.folder}/a.db", *self._flags], stderr=log)
        eventually(lambda: (port.exists() and port.read_text().strip()) or self.process.poll() is not None, "verbatimd listens")
        if self.process.poll() is not None:
            raise AssertionError((self.folder / "log").read_text())
        self.address = f"127.0.0.1:{port.read_text().strip()}"

    @property
    def port(self):
        return int(self.address.rpartition(":")[2])

    @property
    def key(self):
        return (self.folder / "a.db.vkey").read_text().strip()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def restart(self):
        self._start(self.address)

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait()
        shutil.rmtree(self.folder)


class Proxy:
    """Passes bytes on to a server. `cut` breaks all connections, `limit` each connection after so many bytes of responses."""

    def __init__(self, port, limit=None):
        self._port, self.limit = port, limit
        self.cuts = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._lock, self._sockets = threading.Lock(), []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._port))
            except OSError:  # the server is away
                client.close()
                continue
            with self._lock:
                self._sockets += [client, server]
            threading.Thread(target=self._serve, args=(client, server), daemon=True).start()

    def _serve(self, client, server):
        with client, server:
            requests = threading.Thread(target=self._pass, args=(client, server, None), daemon=True)
            requests.start()
            self._pass(server, client, self.limit)
            requests.join()
            with self._lock:
                self._sockets = [end for end in self._sockets if end not in (client, server)]

    def _pass(self, source, target, left):
        try:
            while data := source.recv(4096):
                target.sendall(data)
                if left is not None:
                    left -= len(data)
                    if left <= 0:
                        self.cuts += 1
                        break
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        self.cuts += 1
        with self._lock:
            for end in self._sockets:
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def close(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
