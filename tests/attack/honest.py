#!/usr/bin/python3
"""Honest callers: they read and record claims at a steady rate until standard input ends, then print their figures.

    honest.py CONTRACT ADDRESS CLAIM REVISION QUOTE

ADDRESS is that of gRPC. Each caller gets CLAIM and records a claim with QUOTE of REVISION, in turns. The program prints
`ready` once all callers have had an answer, and at the end a line of JSON: `calls`, `failed` (messages of calls that
failed, at most ten), `p50`, `p99` and `longest` in milliseconds. It runs apart from the attack, so that the attacker's
own work is not counted as the server's.
"""

import asyncio
import json
import sys
import time

import grpc

import contract

CALLERS = 16
# Seconds between the calls of one caller: 320 calls a second together, a busy newsroom and not a benchmark.
PAUSE = 0.05
# Seconds. A call that takes longer counts as failed.
TIMEOUT = 10


class Callers:
    def __init__(self, descriptor_set, address, claim, revision, quote):
        self.contract = contract.Contract(descriptor_set)
        self.address, self.claim, self.revision, self.quote = address, claim, revision, quote
        self.latencies, self.failed = [], []
        self.ended = asyncio.Event()
        self.waiting = CALLERS

    async def call(self, method, request):
        start = time.monotonic()
        try:
            await method(request, timeout=TIMEOUT)
        except grpc.aio.AioRpcError as error:
            self.failed.append(f"{error.code().name}: {error.details()}")
        self.latencies.append((time.monotonic() - start) * 1000)

    async def run(self, number):
        citation = self.contract.message("Citation")(revision=self.revision, quote=self.quote)
        claim = self.contract.message("Claim")(text=f"Claim of caller {number}", citations=[citation])
        requests = [("GetClaim", self.contract.request("GetClaim", name=self.claim)),
                    ("CreateClaim", self.contract.request("CreateClaim", claim=claim))]
        async with grpc.aio.insecure_channel(self.address, contract.channel_options()) as channel:
            calls = [(self.contract.callable(channel, name), request) for name, request in requests]
            turn = number
            while not self.ended.is_set():
                await self.call(*calls[turn % 2])
                turn += 1
                if turn == number + 2:
                    self.waiting -= 1
                    if self.waiting == 0:
                        self.latencies.clear()
                        print("ready", flush=True)
                try:
                    await asyncio.wait_for(self.ended.wait(), PAUSE)
                except asyncio.TimeoutError:
                    pass

    async def main(self):
        callers = asyncio.gather(*(self.run(number) for number in range(CALLERS)))
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        self.ended.set()
        await callers
        print(json.dumps({"calls": len(self.latencies), "failed": self.failed[:10], **percentiles(self.latencies)}))


def percentiles(latencies):
    ordered = sorted(latencies)
    if not ordered:
        return {"p50": 0, "p99": 0, "longest": 0}
    return {"p50": ordered[len(ordered) // 2], "p99": ordered[len(ordered) * 99 // 100], "longest": ordered[-1]}


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)

    async def start():
        await Callers(*sys.argv[1:]).main()

    asyncio.run(start())
