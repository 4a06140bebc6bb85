"""Connections that fail, and what their exceptions say to do."""

import asyncio
import concurrent.futures
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import unittest

import grpc
from server import BRIEF, Server

from verbatim_claims import AsyncClient, Claim, Client, Tls, errors

QUOTE = "Belarus let fifty-two political prisoners go"


def raised(call):
    try:
        call()
    except errors.VerbatimError as error:
        return error
    raise AssertionError("nothing was raised")


def in_both(address, **options):
    """Calls the service with both clients. Returns their exceptions, which are of the same type."""
    def synchronous():
        with Client(address, timeout=5, **options) as client:
            client.get_checkpoint()

    async def asynchronous():
        async with AsyncClient(address, timeout=5, **options) as client:
            await client.get_checkpoint()

    first, second = raised(synchronous), raised(lambda: asyncio.run(asynchronous()))
    assert type(first) is type(second), (first, second)
    return first


def certificate(folder, name, signer=None):
    """Makes a certificate for 127.0.0.1, signed by itself or by a CA. Returns the paths of certificate and key."""
    cert, key = folder / f"{name}.pem", folder / f"{name}.key"
    if signer is None:
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={name}", "-keyout", key, "-out", cert,
                   "-days", "2"]
        subprocess.run(command, check=True, capture_output=True)
        return cert, key
    request, extensions = folder / f"{name}.csr", folder / f"{name}.ext"
    extensions.write_text("subjectAltName=IP:127.0.0.1\n")
    subprocess.run(["openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={name}", "-keyout", key, "-out", request],
                   check=True, capture_output=True)
    subprocess.run(["openssl", "x509", "-req", "-in", request, "-CA", signer[0], "-CAkey", signer[1], "-CAcreateserial", "-out", cert,
                    "-days", "2", "-extfile", extensions], check=True, capture_output=True)
    return cert, key


class Connections(unittest.TestCase):
    def test_to_nothing_say_to_check_the_address(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
            error = in_both(address)
        self.assertIsInstance(error, errors.Unavailable)
        self.assertIn(f"Check that verbatimd runs and that its address is {address}", str(error))

    def test_to_an_old_server_say_to_upgrade_it(self):
        old = grpc.server(concurrent.futures.ThreadPoolExecutor(1))
        port = old.add_insecure_port("127.0.0.1:0")
        old.start()
        self.addCleanup(old.stop, None)
        error = in_both(f"127.0.0.1:{port}")
        self.assertIsInstance(error, errors.Unsupported)
        self.assertIn("The server is older than this client", str(error))

    def test_with_tls_trust_the_right_authority_alone(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            authority, other = certificate(folder, "authority"), certificate(folder, "other")
            own = certificate(folder, "server", authority)
            caller = certificate(folder, "caller", authority)
            server = Server(f"--tls_cert={own[0]}", f"--tls_key={own[1]}", f"--tls_client_ca={authority[0]}")
            self.addCleanup(server.close)
            with Client(server.address, tls=Tls(ca=authority[0], cert=caller[0], key=caller[1])) as client:
                client.create_document(BRIEF)
                self.assertEqual(next(client.watch(0)).principal, "ip:127.0.0.1")
            wrong = in_both(server.address, tls=Tls(ca=other[0], cert=caller[0], key=caller[1].read_bytes()))
            self.assertIsInstance(wrong, errors.Unavailable)
            self.assertIn("tls=Tls(ca=...)", str(wrong))
            self.assertIn("tls=Tls(...)", str(in_both(server.address)))
            plain = Server()
            self.addCleanup(plain.close)
            self.assertIn("does not use TLS", str(in_both(plain.address, tls=Tls(ca=authority[0]))))
        with self.assertRaises(ValueError):
            Tls(cert=b"x").credentials()

    def test_with_a_token_say_who_the_caller_is(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            verbatim = pathlib.Path(os.environ["VERBATIMD"]).with_name("verbatim")
            key = subprocess.run([verbatim, "token", "new", "--output", folder / "token"], check=True, capture_output=True, text=True).stdout
            (folder / "policy.yaml").write_text(f"version: 1\nanonymous: none\nprincipals:\n  - name: desk\n    role: reader\n    {key}\n")
            server = Server(f"--policy={folder}/policy.yaml")
            self.addCleanup(server.close)
            for token in (None, "wrong"):
                error = in_both(server.address, token=token)
                self.assertIsInstance(error, errors.Unauthenticated)
                self.assertIn("Pass a valid token", str(error))
            with Client(server.address, token=(folder / "token").read_text().strip) as client:
                client.get_checkpoint()
                denied = raised(lambda: client.create_document(BRIEF))
                self.assertEqual((denied.permission, denied.principal), ("EXTRACT", "policy:desk"))
                self.assertIn("Ask the operator to give policy:desk the permission EXTRACT", str(denied))
                interrupted = raised(lambda: list(client.import_claims([Claim("x", QUOTE, "documents/brief")])))
                self.assertIsInstance(interrupted, errors.ImportInterrupted)
                self.assertEqual((interrupted.answered, interrupted.code), (0, "PERMISSION_DENIED"))
        with self.assertRaises(ValueError):
            Client("claims.example:7461", token="secret")

    def test_end_after_their_timeout(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            with Client(f"127.0.0.1:{silent.getsockname()[1]}", timeout=0.3) as client:
                self.assertIsInstance(raised(client.get_checkpoint), (errors.DeadlineExceeded, errors.Unavailable))

    def test_of_the_self_check_tell_what_works(self):
        server = Server()
        self.addCleanup(server.close)
        command = [sys.executable, "-m", "verbatim_claims", "--server", server.address, "--write", "--key", f"{server.folder}/a.db.vkey"]
        checked = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))
        self.assertEqual([line.partition(":")[0] for line in checked.stdout.splitlines()], ["log", "claims", "record", "refuse", "prove"])
        server.kill()
        checked = subprocess.run(command + ["--timeout=1"], capture_output=True, text=True)
        self.assertEqual(checked.returncode, 1)
        self.assertIn("log: failed: UNAVAILABLE", checked.stderr)


if __name__ == "__main__":
    unittest.main()
