#!/usr/bin/env python3
"""Records a document, and claims that quote it, in a Verbatim service.

    sample.py --server HOST:PORT DOCUMENT.txt CLAIMS.jsonl [--refused REFUSED.jsonl]
              [--tls-ca CA.pem --tls-cert OWN.pem --tls-key OWN.key]

CLAIMS.jsonl has one claim per line, in protobuf JSON. Each line of REFUSED.jsonl is
{"claim": …, "reason": …}: a claim that the service must refuse for that reason. Exit code: 0 if the service
recorded all claims of CLAIMS.jsonl and refused all of REFUSED.jsonl for their reasons, else 1.

Needs Debian's python3-grpcio, python3-protobuf and protobuf-compiler-grpc. Generates the code of the contract
from proto/ into a temporary folder at each start; a real program generates it once, at build time.
"""

import argparse
import importlib
import json
import pathlib
import subprocess
import sys
import tempfile

import grpc
from google.protobuf import json_format

ROOT = pathlib.Path(__file__).resolve().parents[2]
TIMEOUT = 30  # seconds per call; an import may be long and has no timeout


def load_contract(folder):
    """Generates the modules of the contract. Returns a function that imports a module by name."""
    contract = sorted((ROOT / "proto").rglob("*.proto"))
    googleapis = ROOT / "deploy" / "googleapis"
    subprocess.run(
        ["protoc", f"-I{ROOT / 'proto'}", f"-I{googleapis}", f"--python_out={folder}", f"--grpc_python_out={folder}",
         "--plugin=protoc-gen-grpc_python=/usr/bin/grpc_python_plugin", *map(str, contract),
         "google/api/annotations.proto", "google/api/http.proto", "google/rpc/status.proto", "google/rpc/error_details.proto"],
        check=True)
    sys.path.insert(0, folder)
    return lambda name: importlib.import_module(name)


def open_channel(arguments):
    """Connects with TLS if a TLS file is given, otherwise in plaintext."""
    options = [("grpc.max_receive_message_length", 64 << 20)]
    files = [arguments.tls_ca, arguments.tls_key, arguments.tls_cert]
    if not any(files):
        return grpc.insecure_channel(arguments.server, options)
    authorities, key, certificate = (pathlib.Path(file).read_bytes() if file else None for file in files)
    return grpc.secure_channel(
        arguments.server, grpc.ssl_channel_credentials(authorities, key, certificate), options)


class Verbatim:
    def __init__(self, channel, module):
        self.status = module("google.rpc.status_pb2")
        self.details = module("google.rpc.error_details_pb2")
        self.refusal = module("verbatim.v1.refusal_pb2")
        self.claim = module("verbatim.v1.claim_pb2")
        self.documents_pb2 = module("verbatim.v1.document_service_pb2")
        self.claims_pb2 = module("verbatim.v1.claim_service_pb2")
        self.documents = module("verbatim.v1.document_service_pb2_grpc").DocumentServiceStub(channel)
        self.claims = module("verbatim.v1.claim_service_pb2_grpc").ClaimServiceStub(channel)

    def add_document(self, path):
        request = self.documents_pb2.CreateDocumentRequest()
        request.document.language_code = "en"
        request.content.data = pathlib.Path(path).read_bytes()
        return self.documents.CreateDocument(request, timeout=TIMEOUT).document

    def claim_request(self, claim_json, document):
        claim = json_format.ParseDict(claim_json, self.claim.Claim())
        for citation in claim.citations:
            citation.revision = citation.revision or document.latest_revision
        return self.claims_pb2.CreateClaimRequest(claim=claim)

    def import_claims(self, requests):
        stream = (self.claims_pb2.ImportClaimsRequest(request=request) for request in requests)
        return self.claims.ImportClaims(stream)

    def sentences(self, parent):
        request = self.documents_pb2.ListSentencesRequest(parent=parent, page_size=1000)
        while True:
            page = self.documents.ListSentences(request, timeout=TIMEOUT)
            yield from page.sentences
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def explain(self, status):
        """Returns the reason of a google.rpc.Status, and the nearest passage or None."""
        reason, nearest = None, None
        for detail in status.details:
            info, refusal = self.details.ErrorInfo(), self.refusal.CitationRefusal()
            if detail.Unpack(info):
                reason = info.reason
            elif detail.Unpack(refusal) and refusal.passages:
                nearest = refusal.passages[0].quote
        return reason or grpc_code_name(status.code), nearest

    def refusal_of(self, request):
        """Returns the reason why CreateClaim refuses a claim, or None if CreateClaim records the claim."""
        try:
            self.claims.CreateClaim(request, timeout=TIMEOUT)
            return None
        except grpc.RpcError as error:
            for key, value in error.trailing_metadata():
                if key == "grpc-status-details-bin":
                    return self.explain(self.status.Status.FromString(value))[0]
            return error.code().name


def grpc_code_name(number):
    return next(code.name for code in grpc.StatusCode if code.value[0] == number)


def read_lines(path):
    return [json.loads(line) for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", default="127.0.0.1:7461")
    parser.add_argument("--tls-ca", help="PEM file of the CA certificates to verify the service with")
    parser.add_argument("--tls-cert", help="PEM file of your client certificate")
    parser.add_argument("--tls-key", help="PEM file of its private key")
    parser.add_argument("--refused")
    parser.add_argument("document")
    parser.add_argument("claims")
    arguments = parser.parse_args()
    if bool(arguments.tls_cert) != bool(arguments.tls_key):
        parser.error("--tls-cert and --tls-key must be set together")

    with tempfile.TemporaryDirectory() as folder:
        service = Verbatim(open_channel(arguments), load_contract(folder))
    document = service.add_document(arguments.document)
    sentences = {sentence.name: sentence.text for sentence in service.sentences(document.latest_revision)}

    recorded = refused = 0
    requests = [service.claim_request(claim, document) for claim in read_lines(arguments.claims)]
    for answer in service.import_claims(requests):
        if answer.WhichOneof("outcome") == "claim":
            recorded += 1
            print(f"{answer.claim.name}: {answer.claim.text}")
            for citation in answer.claim.citations:
                print("    " + " ".join(sentences[name] for name in citation.sentences))
        else:
            refused += 1
            reason, nearest = service.explain(answer.error)
            print(f"claim {answer.index + 1} refused: {reason}" + (f"; nearest: {nearest}" if nearest else ""))
    print(f"{recorded} recorded, {refused} refused")

    as_expected = expected = 0
    for case in read_lines(arguments.refused) if arguments.refused else []:
        expected += 1
        reason = service.refusal_of(service.claim_request(case["claim"], document))
        as_expected += reason == case["reason"]
        if reason != case["reason"]:
            print(f"{case['claim']['text']}: {reason} instead of {case['reason']}")
    if expected:
        print(f"{as_expected} of {expected} refused for the expected reason")
    return 0 if refused == 0 and as_expected == expected else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except grpc.RpcError as error:
        sys.exit(f"sample.py: {error.code().name}: {error.details()}")
