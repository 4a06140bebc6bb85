#!/usr/bin/python3
"""All attacks that the server bounds, at once, against a server that must fit into 512 MiB.

Bombs and halves of messages, answers that nobody reads, hostile texts, a damaged claim, and the floods of HTTP/2 that
gRPC bounds. Each attacker repeats its attack until the time is up. Honest callers must get all their answers.
"""

import os
import random
import sqlite3
import threading
import time

import grpc

import attack
import hostile_texts
import http2
import http2_floods
import messages
import unread_answers

SECONDS = 25
# Connections of each kind of attack. The floods have some each.
HALVES = 4
UNREAD = 4
FLOODS = 1
# The attacks of HTTP/2 that gRPC bounds. http2_floods.py has the others.
BOUNDED = ("open streams", "8 MiB of metadata")
# How the server refuses calls that are too large or too many, or that it has no time for.
REFUSALS = {grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.DEADLINE_EXCEEDED,
            grpc.StatusCode.CANCELLED, grpc.StatusCode.UNAVAILABLE}


class Attackers:
    """Threads that repeat attacks until the end."""

    def __init__(self):
        self.stop = threading.Event()
        self.threads, self.rounds, self.failed = [], {}, []

    def start(self, name, attack_once):
        thread = threading.Thread(target=self._run, args=(name, attack_once), daemon=True)
        self.threads.append(thread)
        thread.start()

    def _run(self, name, attack_once):
        # An attacker's own work is not on the server's machine, so it comes after that of the others.
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        while not self.stop.is_set():
            try:
                attack_once()
            except AssertionError as error:
                self.failed.append(f"{name}: {error}")
            except (OSError, EOFError):
                pass  # the server has ended the connection
            self.rounds[name] = self.rounds.get(name, 0) + 1

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(60)


def hostile_call(call):
    """Makes a call that the server may refuse, but not for a reason of its own."""
    try:
        call()
    except grpc.RpcError as error:
        assert error.code() in REFUSALS, f"{error.code().name}: {error.details()}"


def damage(server):
    """Records a claim and changes a byte of it on the disk. Returns its name."""
    revision = server.create_document(attack.TEXT).revision.name
    contract = server.setting.contract
    claim = contract.message("Claim")(text="A claim that will be damaged",
                                      citations=[contract.message("Citation")(revision=revision, quote=attack.QUOTE)])
    created = server.call("CreateClaim", claim=claim).claim
    with sqlite3.connect(server.folder / "a.db", timeout=20) as database:
        database.execute("UPDATE entries SET payload = CAST(replace(payload, 'damaged', 'dXmaged') AS BLOB) WHERE idx = ?",
                         (created.log_index,))
    database.close()
    return created.name


def run(setting):
    contract = setting.contract
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    generator = random.Random(seed)
    texts, _ = hostile_texts.shapes(generator)
    bombs = list(messages.bombs().values())
    headers = http2.request_headers(contract.path("GetClaim"))
    with setting.server(*unread_answers.FLAGS) as server:
        revision = server.create_document(unread_answers.TEXT, timeout=60).revision.name
        unread = unread_answers.kinds(contract, revision)
        damaged = damage(server)
        time.sleep(3)  # the memory of recording the document goes back to the system
        server.forget_peak()
        attackers = Attackers()

        def send_bomb():
            code = messages.refused(server, *generator.choice(bombs))
            assert code in REFUSALS, code

        def send_halves():
            connections = [messages.send_half(server) for _ in range(HALVES)]
            attackers.stop.wait(5)
            for connection in connections:
                connection.close()

        def leave_unread():
            method, request, count = generator.choice(unread)
            connections = [unread_answers.attack_with(server, contract.path(method), request.SerializeToString(), count)
                           for _ in range(UNREAD)]
            attackers.stop.wait(5)
            for connection in connections:
                connection.close()

        def send_text():
            text = generator.choice(list(texts.values()))
            hostile_call(lambda: server.create_document(text))
            hostile_call(lambda: server.call("MatchClaims", text=text[:4096]))
            hostile_call(lambda: server.call("LocateQuote", parent=revision, quote=text[:2000]))

        def get_damaged():
            try:
                server.call("GetClaim", name=damaged)
                raise AssertionError("a damaged claim was answered")
            except grpc.RpcError as error:
                assert error.code() in REFUSALS | {grpc.StatusCode.DATA_LOSS}, f"{error.code().name}: {error.details()}"
            attackers.stop.wait(0.1)

        with server.honest_callers() as honest:
            floods = [http2.Flood(server.grpc_port, FLOODS, lambda name=name: http2_floods.ATTACKS[name](headers))
                      for name in BOUNDED]
            for name, attack_once in (("bombs", send_bomb), ("halves of messages", send_halves),
                                      ("unread answers", leave_unread), ("hostile texts", send_text),
                                      ("a damaged claim", get_damaged)):
                attackers.start(name, attack_once)
            time.sleep(SECONDS)
            attackers.end()
            for flood in floods:
                flood.end()
            print("rounds: " + ", ".join(f"{name} {count}" for name, count in sorted(attackers.rounds.items()))
                  + "; floods: " + ", ".join(f"{name} {flood.sent / (1 << 20):.0f} MiB"
                                             for name, flood in zip(BOUNDED, floods)))
            setting.bound("memory of the server", server.peak(), unread_answers.PROCESS, "MiB")
            honest.check("all attacks")
        assert not attackers.failed, attackers.failed[0]
        for name in ("bombs", "halves of messages", "unread answers", "hostile texts", "a damaged claim"):
            assert attackers.rounds.get(name), f"{name}: not one attack ended"


if __name__ == "__main__":
    attack.main(__doc__, run)
