"""Imports and watches of both clients, with servers and connections that fail."""

import asyncio
import functools
import threading
import unittest

from server import BRIEF, Proxy, Server, eventually

from verbatim_claims import AsyncClient, Claim, Client, errors, pb

QUOTE = "Belarus let fifty-two political prisoners go"
COUNT = 1000


def claims(source, count=COUNT, bad=()):
    for number in range(count):
        yield Claim(f"Claim {number}.", "not in the source" if number in bad else QUOTE, source)


class Both(unittest.TestCase):
    """A server with a source."""

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.close)
        with Client(self.server.address) as client:
            self.source = client.create_document(BRIEF, id="brief").name

    def imported(self, kind, address, items, timeout=30, **options):
        """Returns the results, and the exception that ended the import or None."""
        results = []

        async def run():
            async with AsyncClient(address, timeout=timeout) as client:
                async for result in client.import_claims(items, **options):
                    results.append(result)

        try:
            if kind == "async":
                asyncio.run(run())
            else:
                with Client(address, timeout=timeout) as client:
                    results.extend(client.import_claims(items, **options))
        except errors.VerbatimError as error:
            return results, error
        return results, None

    def recorded(self):
        with Client(self.server.address) as client:
            return sorted(claim.text for claim in client.claims())


def with_both_clients(test):
    """Runs a test once with each client."""
    @functools.wraps(test)
    def run(self):
        for kind in ("sync", "async"):
            with self.subTest(kind):
                test(self, kind)
    return run


class Imports(Both):
    @with_both_clients
    def test_answer_every_line_in_order(self, kind):
        progress = []
        results, error = self.imported(kind, self.server.address, claims(self.source, bad={7, COUNT - 1}), progress=progress.append)
        self.assertIsNone(error)
        self.assertEqual([result.index for result in results], list(range(COUNT)))
        self.assertEqual([result.index for result in results if result.error], [7, COUNT - 1])
        self.assertIsInstance(results[7].error, errors.QuoteNotFound)
        self.assertEqual(results[9].claim.text, "Claim 9.")
        self.assertEqual(progress[-1], (COUNT - 2, 2))

    @with_both_clients
    def test_read_no_further_ahead_than_the_window(self, kind):
        read = answered = furthest = 0

        def items():
            nonlocal read, furthest
            for claim in claims(self.source, 200):
                read += 1
                furthest = max(furthest, read - answered)
                yield claim

        def count(_):
            nonlocal answered
            answered += 1

        results, error = self.imported(kind, self.server.address, items(), window=5, progress=count)
        self.assertIsNone(error)
        self.assertEqual(len(results), 200)
        self.assertLessEqual(furthest, 5 + 1)  # one result may be on its way to `progress`

    @with_both_clients
    def test_record_nothing_twice_over_a_connection_that_breaks(self, kind):
        before = len(self.recorded())
        proxy = Proxy(self.server.port, limit=150_000)
        results, error = self.imported(kind, proxy.address, claims(self.source))
        proxy.close()
        self.assertIsNone(error)
        self.assertGreater(proxy.cuts, 2)
        self.assertEqual([result.claim.text for result in results], [f"Claim {number}." for number in range(COUNT)])
        self.assertEqual(len(self.recorded()) - before, COUNT)

    @with_both_clients
    def test_go_on_when_the_server_restarts(self, kind):
        before = len(self.recorded())
        restarted = threading.Event()

        def items():
            for number, claim in enumerate(claims(self.source, 600)):
                if number == 300:
                    self.server.kill()
                    self.server.restart()
                    restarted.set()
                yield claim

        results, error = self.imported(kind, self.server.address, items())
        self.assertTrue(restarted.is_set())
        self.assertIsNone(error)
        self.assertEqual(len(results), 600)
        self.assertEqual(len(self.recorded()) - before, 600)

    @with_both_clients
    def test_say_what_to_do_if_the_input_raises(self, kind):
        def items(bad):
            for number, claim in enumerate(claims(self.source, 100)):
                if bad and number == 60:
                    raise KeyError("column quote")
                yield claim

        before = len(self.recorded())
        results, error = self.imported(kind, self.server.address, items(True), run=f"nightly-{kind}")
        self.assertIsInstance(error, errors.InputFailed)
        self.assertIsInstance(error.__cause__, KeyError)
        self.assertIn("repeat the import with the same run", str(error))
        self.assertEqual((error.answered, len(results)), (60, 60))
        results, error = self.imported(kind, self.server.address, items(False), run=f"nightly-{kind}")
        self.assertIsNone(error)
        self.assertEqual(len(self.recorded()) - before, 100)

    @with_both_clients
    def test_say_what_to_do_if_the_server_stays_away(self, kind):
        def items():
            for number, claim in enumerate(claims(self.source, 400)):
                if number == 300:
                    self.server.kill()
                yield claim

        results, error = self.imported(kind, self.server.address, items(), run=f"away-{kind}", window=16, timeout=1)
        self.assertIsInstance(error, errors.ImportInterrupted)
        self.assertEqual(error.answered, len(results))
        self.assertGreaterEqual(len(results), 300 - 16)
        self.assertIn("Repeat the import with the same run", str(error))
        self.server.restart()
        before = len(self.recorded()) - len(results)
        self.imported(kind, self.server.address, claims(self.source, 400), run=f"away-{kind}")
        self.assertLessEqual(len(self.recorded()) - before, 400)

    @with_both_clients
    def test_refuse_what_is_no_claim(self, kind):
        results, error = self.imported(kind, self.server.address, [Claim("x", QUOTE, self.source), "not a claim"])
        self.assertEqual(len(results), 1)
        self.assertIsInstance(error, errors.InputFailed)
        self.assertIn("item 1 is a str", str(error))

    def test_end_if_the_caller_stops_reading(self):
        with Client(self.server.address) as client:
            results = client.import_claims(claims(self.source))
            next(results)
            results.close()
            self.assertEqual(client.get_document(self.source).name, self.source)


class Watches(Both):
    def test_resume_where_the_connection_broke(self):
        proxy = Proxy(self.server.port)
        self.addCleanup(proxy.close)
        with Client(proxy.address) as reader, Client(self.server.address) as writer:
            watch = reader.watch(0)
            seen = [next(watch).index]
            for part in range(3):
                for claim in claims(self.source, 50):
                    writer.create_claim(claim)
                proxy.cut()
                if part == 1:
                    self.server.kill()
                    self.server.restart()
                while seen[-1] < 1 + 50 * (part + 1):
                    seen.append(next(watch).index)
            self.assertEqual(seen, list(range(152)))
            self.assertEqual(watch.next_index, 152)
            threading.Timer(0.01, watch.stop).start()
            self.assertEqual(list(watch), [])

    def test_filter_and_start_where_they_are_told(self):
        with Client(self.server.address) as client:
            client.create_claim(Claim("One.", QUOTE, self.source))
            entry = next(client.watch(1, types=[pb.ENTRY_TYPE_CLAIM_CREATED]))
            self.assertEqual((entry.index, entry.resource[:7]), (2, "claims/"))
            with self.assertRaises(errors.VerbatimError) as caught:
                next(client.watch(1000))
            self.assertIn(caught.exception.code, ("OUT_OF_RANGE", "INVALID_ARGUMENT"))

    def test_resume_in_the_asynchronous_client(self):
        proxy = Proxy(self.server.port)
        self.addCleanup(proxy.close)

        async def run():
            seen = []
            async with AsyncClient(proxy.address) as reader, AsyncClient(self.server.address) as writer:
                watch = reader.watch(0)
                for part in range(2):
                    for claim in claims(self.source, 20):
                        await writer.create_claim(claim)
                    proxy.cut()
                    while len(seen) < 2 + 20 * (part + 1):
                        seen.append((await watch.__anext__()).index)
            return seen

        self.assertEqual(asyncio.run(run()), list(range(42)))


class TheAsynchronousClient(Both):
    def test_has_the_methods_and_errors_of_the_other(self):
        public = {name for name in dir(Client) if not name.startswith("_")}
        self.assertEqual(public, {name for name in dir(AsyncClient) if not name.startswith("_")})

        async def run():
            async with AsyncClient(self.server.address) as client:
                claim = await client.create_claim(Claim("52 were released.", QUOTE, self.source))
                self.assertEqual([found.name async for found in client.claims()], [claim.name])
                self.assertEqual(len([sentence async for sentence in client.sentences(self.source)]), 14)
                with self.assertRaises(errors.QuoteNotFound) as caught:
                    await client.create_claim(Claim("53.", "Belarus let fifty-three political prisoners go", self.source))
                self.assertEqual(caught.exception.nearest.quote, QUOTE)
                checked = [response async for response in client.check_text("It rained. It snowed.")]
                self.assertEqual(checked[-1].checked_bytes, 21)

        asyncio.run(run())

    def test_reads_an_asynchronous_input(self):
        async def items():
            for claim in claims(self.source, 50):
                await asyncio.sleep(0)
                yield claim

        results, error = self.imported("async", self.server.address, items())
        self.assertIsNone(error)
        self.assertEqual(len(results), 50)

    def test_runs_many_calls_at_once(self):
        async def run():
            async with AsyncClient(self.server.address) as client:
                await asyncio.gather(*(client.create_claim(claim) for claim in claims(self.source, 100)))

        asyncio.run(run())
        eventually(lambda: len(self.recorded()) == 100, "all claims are recorded")


if __name__ == "__main__":
    unittest.main()
