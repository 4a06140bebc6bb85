"""Checks a server: python -m verbatim_claims [--server HOST:PORT] [--tls-ca CA.pem] [--write] [--key KEY.vkey].

Reads by default. With --write, records a source and a claim, is refused a claim whose quote does not occur, and verifies the proof
of the first, with the log's verifier key if --key names its file. The token is in VERBATIM_TOKEN. Exit code 1 if a check fails.
"""

import argparse
import os
import pathlib
import sys
from typing import Callable, List, Optional, Tuple

from . import pb
from .client import Client
from .connection import DEFAULT_ADDRESS, Tls
from .errors import QuoteNotFound, VerbatimError
from .values import Claim, Quantity, Statement
from .verify import Verdict, verify_bundle

TEXT = "This text was recorded to check the service. Fifty-two apples lay on the table."
Check = Tuple[str, Callable[[], str]]


class SelfCheck:
    def __init__(self, client: Client, key: Optional[str]) -> None:
        self._client, self._key = client, key
        self._document = self._claim = ""

    def checkpoint(self) -> str:
        checkpoint = self._client.get_checkpoint()
        return f"{checkpoint.note.partition(chr(10))[0]}, {checkpoint.size} entries"

    def claims(self) -> str:
        response = self._client.rpc.list_claims(pb.ListClaimsRequest(page_size=1))
        return response.claims[0].name if response.claims else "none recorded"

    def record(self) -> str:
        self._document = self._client.create_document(TEXT, title="Self-check", language_code="en").name
        statement = Statement("apples", "lay on the table", Quantity(52, "apple"))
        claim = Claim("52 apples lay on the table.", "Fifty-two apples lay on the table.", self._document, statement=statement)
        self._claim = self._client.create_claim(claim).name
        return self._claim

    def refuse(self) -> str:
        try:
            self._client.create_claim(Claim("53 apples lay on the table.", "Fifty-three apples lay", self._document))
        except QuoteNotFound as error:
            if error.nearest is not None and "Fifty-two" in error.nearest.quote:
                return f"nearest: {error.nearest.quote}"
        raise VerbatimError("a quote that does not occur was not refused, or without the nearest passage", code="INTERNAL")

    def prove(self) -> str:
        bundle = self._client.get_proof_bundle(self._claim)
        if self._key is None:
            return f"{len(bundle)} bytes, not verified without --key"
        return verify_bundle(bundle, self._key).facts[-1]


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m verbatim_claims", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", default=os.environ.get("VERBATIM_SERVER", DEFAULT_ADDRESS))
    parser.add_argument("--tls-ca", help="PEM file of the CA that signed the server's certificate")
    parser.add_argument("--timeout", type=float, default=10, help="seconds for each call")
    parser.add_argument("--write", action="store_true", help="also record a source and a claim")
    parser.add_argument("--key", help="file with the log's verifier key")
    options = parser.parse_args(arguments)
    key = pathlib.Path(options.key).read_text(encoding="utf-8").strip() if options.key else None
    tls = Tls(ca=options.tls_ca) if options.tls_ca else None
    with Client(options.server, tls=tls, token=os.environ.get("VERBATIM_TOKEN"), timeout=options.timeout) as client:
        check = SelfCheck(client, key)
        checks: List[Check] = [("log", check.checkpoint), ("claims", check.claims)]
        if options.write:
            checks += [("record", check.record), ("refuse", check.refuse), ("prove", check.prove)]
        for name, run in checks:
            try:
                print(f"{name}: ok: {run()}")
            except (VerbatimError, Verdict) as error:
                print(f"{name}: failed: {error}", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
