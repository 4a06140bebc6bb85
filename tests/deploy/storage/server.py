"""A verbatimd process and calls over HTTP, for the tests of backups and upgrades."""

import base64
import contextlib
import json
import pathlib
import re
import subprocess
import time
import urllib.error
import urllib.request

START = 90  # seconds until a server must serve, on a slow machine
TEXT = "They let fifty-two political prisoners go. Fourteen of them were foreign nationals."
QUOTE = "Fourteen of them were foreign nationals."


class Server:
    """Call `end()` at the end, or use the object in a `with`."""

    def __init__(self, verbatimd, database, *flags, store=None):
        """`database` is a SQLite file. If `store` is the URI of another database, only the file's folder is used."""
        self.folder = pathlib.Path(database).parent
        self.ports = {name: self.folder / f"{name}.port" for name in ("grpc", "http")}
        for port in self.ports.values():
            port.unlink(missing_ok=True)
        self.log = self.folder / "server.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [verbatimd, f"--store={store or f'sqlite:{database}'}", "--listen=127.0.0.1:0", f"--port_file={self.ports['grpc']}",
                 "--http_listen=127.0.0.1:0", f"--http_port_file={self.ports['http']}", *flags],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until = time.monotonic() + START
        while not self.ports["grpc"].exists():
            if self.process.poll() is not None or time.monotonic() > until:
                self.process.kill()
                raise AssertionError(f"verbatimd does not start:\n{self.log.read_text()}")
            time.sleep(0.01)
        self.grpc = f"127.0.0.1:{self.ports['grpc'].read_text().strip()}"
        self.http = f"http://127.0.0.1:{self.ports['http'].read_text().strip()}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def end(self):
        self.process.terminate()
        assert self.process.wait(60) == 0, self.log.read_text()

    def call(self, path, body=None):
        """Returns the answer of a call that must succeed."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.http + path, data, {"Content-Type": "application/json"} if data else {})
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return json.loads(response.read())
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(f"{path}: {error.code} {error.read().decode()}") from None

    def create_document(self, name, text=TEXT):
        data = base64.b64encode(text.encode()).decode()
        return self.call("/v1/documents", {"documentId": name, "content": {"data": data}})

    def create_claim(self, name, document, quote=QUOTE):
        claim = {"text": f"A claim named {name}", "citations": [{"revision": f"documents/{document}", "quote": quote}]}
        return self.call("/v1/claims", {"claimId": name, "claim": claim})


def run(*command, code=0):
    """Runs a command, which must end with this code, and returns its output and errors."""
    ended = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == code, f"{command}: {ended.returncode}, not {code}:\n{ended.stdout}{ended.stderr}"
    return ended.stdout + ended.stderr


def shell_command_of(guide, words):
    """Returns the command in the guide, in backquotes, that has these words, so that the test runs what the guide says."""
    commands = [command for command in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", guide) if words in command]
    assert commands, f"the guide has no command with {words}"
    return commands[0]


@contextlib.contextmanager
def failing(description):
    """Names the step in the message of what fails within."""
    try:
        yield
    except AssertionError as error:
        raise AssertionError(f"{description}: {error}") from None
