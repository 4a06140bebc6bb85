"""What attacks on a server have in common: a server of their own, honest callers beside them, bounds on time and memory.

An attack is a program that ends in

    if __name__ == "__main__":
        attack.main(__doc__, run)

where `run(setting)` starts servers (`setting.server(...)`) and raises AssertionError if the server does not hold. The
program takes the path of verbatimd and of the contract's descriptor set. Servers listen on free ports of the loopback
interface, in a temporary folder.

    /usr/bin/python3 tests/attack/garbage.py --verbatimd build/release/bin/verbatimd \
        --contract build/release/tests/attack/verbatim.binpb
"""

import argparse
import contextlib
import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

import grpc

import contract

# Seconds. ctest ends an attack a little later (CMakeLists.txt).
LIMIT = 90
# Seconds that a server may take to start, and to end after SIGTERM.
START = 30
END = 40
# Milliseconds. The slowest of a hundred calls of honest callers may take this time during an attack.
HONEST_P99 = 250

HERE = pathlib.Path(__file__).resolve().parent
QUOTE = "Fourteen of them were foreign nationals."
TEXT = f"They let fifty-two political prisoners go. {QUOTE} The others were citizens."


class Setting:
    """The programs that an attack runs against, and whether its bounds hold for them."""

    def __init__(self, arguments):
        self.verbatimd = arguments.verbatimd
        self.descriptor_set = arguments.contract
        self.contract = contract.Contract(arguments.contract)
        # Sanitizers cost time and memory, so bounds on those hold only without them.
        self.sanitized = arguments.sanitized
        # Whether to run attacks as well that the server does not bound, to print their figures.
        self.all = arguments.all

    @contextlib.contextmanager
    def server(self, *flags, environment=None):
        """Starts verbatimd with flags, and ends it with SIGTERM. Fails if it does not end cleanly."""
        with tempfile.TemporaryDirectory() as folder:
            server = Server(self, pathlib.Path(folder), flags, environment)
            try:
                yield server
                server.end()
            finally:
                server.kill()

    def bound(self, what, value, most, unit):
        """Prints a figure, and fails if it is above its bound."""
        print(f"{what}: {value:.0f} {unit}, at most {most} {unit}")
        assert self.sanitized or value <= most, f"{what} is above its bound"


class Server:
    """A verbatimd process. `grpc` and `http` are addresses, HOST:PORT; `http_port` and `grpc_port` numbers."""

    def __init__(self, setting, folder, flags, environment):
        self.setting, self.folder = setting, folder
        grpc_port, http_port = folder / "grpc", folder / "http"
        self.log = folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [setting.verbatimd, f"--store=sqlite:{folder / 'a.db'}", "--listen=127.0.0.1:0",
                 f"--port_file={grpc_port}", "--http_listen=127.0.0.1:0", f"--http_port_file={http_port}", *flags],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
        until = time.monotonic() + START
        while not (grpc_port.exists() and http_port.exists()):
            if self.process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise AssertionError(f"verbatimd does not start:\n{self.log.read_text()}")
            time.sleep(0.01)
        self.grpc_port, self.http_port = int(grpc_port.read_text()), int(http_port.read_text())
        self.grpc, self.http = f"127.0.0.1:{self.grpc_port}", f"127.0.0.1:{self.http_port}"

    def _memory(self, field):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"^{field}:\s+(\d+) kB", status, re.M).group(1)) / 1024

    def rss(self):
        """Returns the resident memory in MiB."""
        return self._memory("VmRSS")

    def peak(self):
        """Returns the largest resident memory in MiB since the start, or since forget_peak()."""
        return self._memory("VmHWM")

    def forget_peak(self):
        pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    @contextlib.contextmanager
    def channel(self):
        with contract.connect(self.grpc) as channel:
            yield channel

    def call(self, method, timeout=20, **fields):
        """Calls a unary method over a connection of its own."""
        with self.channel() as channel:
            return self.setting.contract.call(channel, method, timeout, **fields)

    def create_document(self, text, media_type="text/plain", timeout=20):
        """Records a document, and returns the response."""
        data = text if isinstance(text, bytes) else text.encode()
        content = self.setting.contract.message("Content")(media_type=media_type, data=data)
        return self.call("CreateDocument", timeout, content=content)

    @contextlib.contextmanager
    def honest_callers(self, address=None):
        """Runs honest callers (honest.py) for the time of the block. Yields a HonestCallers."""
        revision = self.create_document(TEXT).revision.name
        citation = self.setting.contract.message("Citation")(revision=revision, quote=QUOTE)
        claim = self.setting.contract.message("Claim")(text="A claim", citations=[citation])
        name = self.call("CreateClaim", claim=claim).claim.name
        callers = HonestCallers(self.setting, address or self.grpc, name, revision)
        try:
            yield callers
        finally:
            callers.kill()

    def end(self):
        """Ends the server with SIGTERM, and fails if it crashed, hangs or ends with another exit code than 0."""
        assert self.process.poll() is None, f"verbatimd ended with {self.process.returncode}:\n{self.log_end()}"
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(END)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"verbatimd did not end within {END} s:\n{self.log_end()}") from None
        assert code == 0, f"verbatimd ended with {code}:\n{self.log_end()}"

    def log_end(self):
        return self.log.read_text(errors="replace")[-4000:]

    def kill(self):
        self.process.kill()
        self.process.wait()


class HonestCallers:
    """The process of honest.py. `result()` ends it and returns its figures."""

    def __init__(self, setting, address, claim, revision):
        self.setting = setting
        self.process = subprocess.Popen(
            [sys.executable, HERE / "honest.py", setting.descriptor_set, address, claim, revision, QUOTE],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        ready = self.process.stdout.readline()
        assert ready == "ready\n", "the honest callers get no answers"

    def result(self):
        """Returns `calls`, `failed`, `p50`, `p99` and `longest` (milliseconds)."""
        output, _ = self.process.communicate("", timeout=START)
        assert self.process.returncode == 0, "the honest callers failed"
        return json.loads(output)

    def check(self, attack_name, most=HONEST_P99):
        """Ends the callers, prints their figures, and fails if a call failed or the p99 is above `most` milliseconds."""
        result = self.result()
        print(f"{attack_name}: {result['calls']} honest calls, p50 {result['p50']:.1f} ms, "
              f"p99 {result['p99']:.1f} ms, longest {result['longest']:.1f} ms")
        # Sanitizers cost time, so that calls may run out of it.
        failed = [error for error in result["failed"] if not (self.setting.sanitized and error.startswith("DEADLINE"))]
        assert not failed, f"honest calls failed: {failed}"
        assert result["calls"] > 0, "there were no honest calls"
        self.setting.bound(f"{attack_name}: p99", result["p99"], most, "ms")
        return result

    def kill(self):
        self.process.kill()
        self.process.wait()


def main(description, run):
    """Parses the arguments, and runs an attack. Exits with 1 if the server does not hold or time is up."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbatimd", required=True)
    parser.add_argument("--contract", required=True)
    parser.add_argument("--sanitized", action="store_true")
    parser.add_argument("--all", action="store_true")
    arguments = parser.parse_args()

    def expire(_number, _frame):
        raise AssertionError(f"the attack takes longer than {LIMIT} s")

    signal.signal(signal.SIGALRM, expire)
    signal.alarm(LIMIT * (5 if arguments.sanitized or arguments.all else 1))
    try:
        run(Setting(arguments))
    except AssertionError as error:
        sys.exit(f"{pathlib.Path(sys.argv[0]).stem}: {error}")
