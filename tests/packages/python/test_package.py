"""The package beside others, and its verifier."""

import base64
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from server import PROJECT, Server

from verbatim_claims import ed25519, verify

HEAD, *ODD = [json.loads(line) for line in (PROJECT / "tests/data/odd_bundles.jsonl").read_text(encoding="utf-8").splitlines()]
EXIT_CODES = {"PROVEN": 0, "FAILED": verify.FAILED, "NOT_SHOWN": verify.NOT_SHOWN, "NEWER": verify.NEWER}


def python(program, *arguments, path=""):
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, cwd=folder,
                              env={"PYTHONPATH": path})


class TheVerifier(unittest.TestCase):
    def test_judges_odd_bundles_as_the_other_verifiers_do(self):
        for odd in ODD:
            with self.subTest(odd["name"]):
                try:
                    verify.verify_bundle(base64.b64decode(odd["bundle"]), HEAD["key"])
                    verdict = 0
                except verify.Verdict as error:
                    verdict = error.code
                self.assertEqual(verdict, EXIT_CODES[odd["verdict"]])

    def test_finds_each_changed_byte(self):
        good = base64.b64decode(next(odd["bundle"] for odd in ODD if odd["name"] == "good"))
        for at in range(0, len(good), 29):
            with self.assertRaises(verify.Verdict):
                verify.verify_bundle(good[:at] + bytes([good[at] ^ 1]) + good[at + 1:], HEAD["key"])

    def test_is_a_command(self):
        with tempfile.TemporaryDirectory() as folder:
            command = pathlib.Path(sys.executable).with_name("verbatim-claims-verify")
            for verdict in EXIT_CODES:
                path = pathlib.Path(folder, verdict)
                path.write_bytes(base64.b64decode(next(odd["bundle"] for odd in ODD if odd["verdict"] == verdict)))
                self.assertEqual(subprocess.run([command, path, HEAD["key"]], capture_output=True).returncode, EXIT_CODES[verdict])

    def test_needs_neither_grpc_nor_protobuf(self):
        program = "import sys, verbatim_claims.verify; print('grpc' in sys.modules, 'google.protobuf' in sys.modules)"
        self.assertEqual(python(program).stdout, "False False\n")

    def test_checks_signatures_as_rfc_8032_says(self):
        # RFC 8032, section 7.1, test 3.
        key = bytes.fromhex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
        signature = bytes.fromhex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e971"
                                  "6ed28dc027beceea1ec40a")
        self.assertTrue(ed25519.is_valid(key, signature, b"\xaf\x82"))
        self.assertFalse(ed25519.is_valid(key, signature, b"\xaf\x83"))
        for at in range(64):
            self.assertFalse(ed25519.is_valid(key, signature[:at] + bytes([signature[at] ^ 8]) + signature[at + 1:], b"\xaf\x82"))
        # The same signature with S + L, which RFC 8032 forbids.
        s = int.from_bytes(signature[32:], "little") + 2**252 + 27742317777372353535851937790883648493
        self.assertFalse(ed25519.is_valid(key, signature[:32] + s.to_bytes(32, "little"), b"\xaf\x82"))


class ThePackage(unittest.TestCase):
    def test_does_not_clash_with_code_from_the_same_protos(self):
        with tempfile.TemporaryDirectory() as folder:
            googleapis = PROJECT / "deploy/googleapis"
            contract = sorted(str(path) for path in (PROJECT / "proto").rglob("*.proto"))
            subprocess.run(["protoc", f"-I{PROJECT}/proto", f"-I{googleapis}", f"--python_out={folder}", *contract,
                            *(f"google/{name}.proto" for name in ("rpc/status", "rpc/error_details", "api/annotations", "api/http"))],
                           check=True)
            for first, second in (("from google.rpc import status_pb2; from verbatim.v1 import claim_pb2", "from verbatim_claims import pb"),
                                  ("from verbatim_claims import pb", "from google.rpc import status_pb2; from verbatim.v1 import claim_pb2")):
                ran = python(f"{first}\n{second}\nclaim = claim_pb2.Claim.FromString(pb.Claim(text='both').SerializeToString())\n"
                             "print(claim.text, status_pb2.Status(code=5).code)", path=folder)
                self.assertEqual(ran.stdout, "both 5\n", ran.stderr)

    def test_does_what_its_readme_says(self):
        server = Server()
        self.addCleanup(server.close)
        programs = re.findall(r"^```python\n(.*?)^```$", (PROJECT / "client/python/README.md").read_text(encoding="utf-8"), re.M | re.S)
        for program, printed in zip(programs, ("with the words of the source: let fifty-two political prisoners go", "1 of 2"), strict=True):
            self.assertLess(program.count("\n"), 15)
            ran = python(program.replace("127.0.0.1:7461", server.address))
            self.assertIn(printed, ran.stdout, ran.stderr)

    def test_names_what_it_does_not_have(self):
        ran = python("import verbatim_claims; verbatim_claims.Clinet")
        self.assertIn("has no attribute 'Clinet'", ran.stderr)


if __name__ == "__main__":
    unittest.main()
