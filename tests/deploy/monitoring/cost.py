#!/usr/bin/python3
"""Prints what metrics and the access log add to the time that a server's processors spend on GetClaim.

    cost.py --verbatimd build/release/bin/verbatimd --contract build/release/tests/attack/verbatim.binpb [--rounds N]

Servers with neither, with one and with both run at the same time. Callers read one claim from each, in turns, so that other work
on the machine disturbs all alike. Prints the means over the rounds. Needs no quiet machine, but more rounds on a busy one.
"""

import argparse
import concurrent.futures
import contextlib
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "attack"))

import attack  # noqa: E402
import contract  # noqa: E402

CALLERS = 8
CALLS = 50  # of each caller in a round


def cpu_seconds(server):
    """Returns the time of all threads, by the scheduler's nanoseconds."""
    seconds = 0
    for thread in pathlib.Path(f"/proc/{server.process.pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # a thread that has just ended
            seconds += int((thread / "schedstat").read_text().split()[0]) * 1e-9
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbatimd", required=True)
    parser.add_argument("--contract", required=True)
    parser.add_argument("--rounds", type=int, default=200)
    arguments = parser.parse_args()
    arguments.sanitized = arguments.all = False
    setting = attack.Setting(arguments)
    configurations = {"neither": [], "metrics": ["--metrics_listen=127.0.0.1:0"], "access log": ["--access_log"],
                      "both": ["--metrics_listen=127.0.0.1:0", "--access_log"]}
    costs = {name: [] for name in configurations}
    with contextlib.ExitStack() as stack:
        servers = {name: stack.enter_context(setting.server(*flags)) for name, flags in configurations.items()}
        callers = {}
        for name, server in servers.items():
            revision = server.create_document(attack.TEXT).revision.name
            citation = setting.contract.message("Citation")(revision=revision, quote=attack.QUOTE)
            claim = server.call("CreateClaim", claim=setting.contract.message("Claim")(text="A claim", citations=[citation])).claim.name
            channels = [stack.enter_context(contract.connect(server.grpc)) for _ in range(CALLERS)]
            request = setting.contract.request("GetClaim", name=claim)
            callers[name] = [(setting.contract.callable(channel, "GetClaim"), request) for channel in channels]
        pool = stack.enter_context(concurrent.futures.ThreadPoolExecutor(CALLERS))

        def read(caller):
            call, request = caller
            for _ in range(CALLS):
                call(request, timeout=30)

        for caller in (caller for all_callers in callers.values() for caller in all_callers):
            read(caller)  # warms up
        for turn in range(arguments.rounds):
            for name in sorted(servers, key=lambda name: (list(servers).index(name) + turn) % len(servers)):
                before = cpu_seconds(servers[name])
                list(pool.map(read, callers[name]))
                costs[name].append((cpu_seconds(servers[name]) - before) / (CALLERS * CALLS) * 1e6)
    base = statistics.mean(costs["neither"])
    for name, cost in costs.items():
        mean = statistics.mean(cost)
        error = statistics.stdev(cost) / len(cost) ** 0.5
        print(f"{name}: {mean:.1f} us of the server's processors for a GetClaim ({(mean / base - 1) * 100:+.1f} %, "
              f"standard error {error / base * 100:.1f} %)")


if __name__ == "__main__":
    main()
