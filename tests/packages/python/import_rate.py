"""Measures import_claims against a plain loop over generated stubs: import_rate.py [CLAIMS [ROUNDS]].

Both record the same claims through ImportClaims, in turns, each time in a new server. Prints claims per second, and the ratio of
the medians. Needs VERBATIMD and VERBATIM_PROJECT, as the tests do, and the installed package.
"""

import importlib
import statistics
import subprocess
import sys
import tempfile
import time

import grpc
from server import BRIEF, PROJECT, Server

from verbatim_claims import Claim, Client

QUOTE = "Belarus let fifty-two political prisoners go"


def load_stubs(folder):
    contract = sorted(str(path) for path in (PROJECT / "proto").rglob("*.proto"))
    subprocess.run(["protoc", f"-I{PROJECT}/proto", f"-I{PROJECT}/deploy/googleapis", f"--python_out={folder}",
                    f"--grpc_python_out={folder}", "--plugin=protoc-gen-grpc_python=/usr/bin/grpc_python_plugin", *contract,
                    *(f"google/{name}.proto" for name in ("rpc/status", "rpc/error_details", "api/annotations", "api/http"))], check=True)
    sys.path.insert(0, folder)
    return [importlib.import_module(f"verbatim.v1.{name}") for name in ("claim_pb2", "claim_service_pb2", "claim_service_pb2_grpc")]


def loop_over_stubs(stubs, address, source, count):
    claims, service, service_grpc = stubs

    def requests():
        for number in range(count):
            claim = claims.Claim(text=f"Claim {number}.")
            claim.citations.add(revision=source, quote=QUOTE)
            yield service.ImportClaimsRequest(request=service.CreateClaimRequest(claim=claim, request_id=f"import/{number}"))

    with grpc.insecure_channel(address) as channel:
        return sum(response.WhichOneof("outcome") == "claim"
                   for response in service_grpc.ClaimServiceStub(channel).ImportClaims(requests()))


def import_claims(_stubs, address, source, count):
    with Client(address) as client:
        claims = (Claim(f"Claim {number}.", QUOTE, source) for number in range(count))
        return sum(result.claim is not None for result in client.import_claims(claims, run="import"))


def measure(run, stubs, count):
    server = Server()
    try:
        with Client(server.address) as client:
            source = client.create_document(BRIEF).latest_revision
        start = time.perf_counter()
        recorded = run(stubs, server.address, source, count)
        rate = count / (time.perf_counter() - start)
    finally:
        server.close()
    assert recorded == count, recorded
    return rate


def main(count=10_000, rounds=5):
    rates = {loop_over_stubs: [], import_claims: []}
    with tempfile.TemporaryDirectory() as folder:
        stubs = load_stubs(folder)
        for _ in range(rounds):
            for run, measured in rates.items():
                measured.append(measure(run, stubs, count))
    medians = {run: statistics.median(measured) for run, measured in rates.items()}
    for run, measured in rates.items():
        print(f"{run.__name__}: {medians[run]:,.0f} claims/s (" + ", ".join(f"{rate:,.0f}" for rate in measured) + ")")
    print(f"ratio: {medians[import_claims] / medians[loop_over_stubs]:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
