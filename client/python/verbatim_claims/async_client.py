"""AsyncClient: a connection to a Verbatim service for asyncio. The build makes client.py from this file."""

from typing import Any, AsyncIterable, AsyncIterator, Iterable, List, Sequence, TypeVar, Union

from . import connection, pb
from .async_claim_import import AsyncClaimImport
from .async_rpc import AsyncRpc
from .async_transport import AsyncTransport
from .connection import Tls, Token, can_resume, claim_request, content_of, resume_pause, update_request
from .errors import VerbatimError
from .imports import DEFAULT_WINDOW, ImportResult, Item, Progress

C = TypeVar("C", bound="AsyncClient")


class AsyncClient:
    """A connection to a Verbatim service. Raises the exceptions of verbatim_claims.errors.

    address   HOST:PORT, or unix:PATH
    tls       Tls(...), True to trust the CAs that gRPC trusts, or None for plaintext
    token     identifies the caller; text, or a function that returns it for each call
    timeout   seconds for a call with its retries; streams have none

    A call is repeated up to four times if the service is away, or says when to retry. All attempts of a write have the same
    request_id, so that it is recorded once. `rpc` has every unary method of the contract, with whole requests and responses.
    """

    def __init__(self, address: str = connection.DEFAULT_ADDRESS, *, tls: Union[Tls, bool, None] = None, token: Token = None,
                 timeout: float = connection.DEFAULT_TIMEOUT) -> None:
        self._transport = AsyncTransport(connection.Connection(address, tls, token, timeout))
        self.rpc = AsyncRpc(self._transport)

    async def __aenter__(self: C) -> C:
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self.close()

    async def close(self) -> None:
        await self._transport.close()

    # Sources

    async def create_document(self, content: Union[str, bytes], *, id: str = "", media_type: str = "", request_id: str = "",
                              **metadata: Any) -> pb.Document:
        """Records a source. `metadata` are fields of Document, such as title, uri and language_code."""
        response = await self.rpc.create_document(pb.CreateDocumentRequest(
            document=pb.Document(**metadata), document_id=id, content=content_of(content, media_type), request_id=request_id))
        return response.document

    async def create_revision(self, document: str, content: Union[str, bytes], *, media_type: str = "",
                              request_id: str = "") -> pb.CreateRevisionResponse:
        """Records a new text of a source. The response has where each claim's words are now."""
        return await self.rpc.create_revision(pb.CreateRevisionRequest(
            parent=document, content=content_of(content, media_type), request_id=request_id))

    async def get_document(self, name: str) -> pb.Document:
        return (await self.rpc.get_document(pb.GetDocumentRequest(name=name))).document

    def documents(self, **filter: Any) -> AsyncIterator[pb.Document]:
        """All documents. `filter` are fields of DocumentFilter, such as query="Minsk"."""
        return self._pages(self.rpc.list_documents, pb.ListDocumentsRequest(filter=pb.DocumentFilter(**filter)), "documents")

    async def get_revision(self, name: str, *, text: bool = True) -> pb.Revision:
        view = pb.REVISION_VIEW_FULL if text else pb.REVISION_VIEW_BASIC
        return (await self.rpc.get_revision(pb.GetRevisionRequest(name=name, view=view))).revision

    def revisions(self, document: str) -> AsyncIterator[pb.Revision]:
        return self._pages(self.rpc.list_revisions, pb.ListRevisionsRequest(parent=document), "revisions")

    def sentences(self, source: str) -> AsyncIterator[pb.Sentence]:
        """The sentences of a revision, or of the latest revision of a document."""
        return self._pages(self.rpc.list_sentences, pb.ListSentencesRequest(parent=source), "sentences")

    async def locate_quote(self, source: str, quote: str, *, limit: int = 0, prefix: str = "", suffix: str = "") -> Sequence[pb.Passage]:
        """The passages that are most similar to an inexact quote, best first."""
        response = await self.rpc.locate_quote(pb.LocateQuoteRequest(
            parent=source, quote=quote, limit=limit, prefix=prefix, suffix=suffix))
        return response.passages

    # Claims

    async def create_claim(self, claim: pb.Claim, *, id: str = "", request_id: str = "", **fields: Any) -> pb.Claim:
        """Records a claim. `fields` are the other fields of CreateClaimRequest, such as allow_contradicted=True.

        Raises QuoteNotFound, QuoteAmbiguous or ValueContradicted if the quotes do not hold the claim.
        """
        return (await self.rpc.create_claim(claim_request(claim, id, request_id, **fields))).claim

    async def create_claims(self, claims: Iterable[Item], *, request_id: str = "") -> Sequence[pb.Claim]:
        """Records up to 1,000 claims, all or none. `import_claims` records any number, each on its own."""
        requests = [claim_request(claim) if isinstance(claim, pb.Claim) else claim for claim in claims]
        return (await self.rpc.batch_create_claims(pb.BatchCreateClaimsRequest(requests=requests, request_id=request_id))).claims

    def import_claims(self, items: Union[Iterable[Item], AsyncIterable[Item]], *, run: str = "", window: int = DEFAULT_WINDOW,
                      progress: Progress = None) -> AsyncIterator[ImportResult]:
        """Records any number of claims, and yields a result for each, in order.

        run        names the import. A repeated import with the same run and the same items records nothing twice
        window     how many items may be without a result, which is how far the input runs ahead
        progress   called after each result, with how many were recorded and refused so far

        If the stream breaks, the import goes on by itself. Raises ImportInterrupted if the service stays away for `timeout`
        seconds (see the constructor), and InputFailed if `items` raises, after the results of all that was sent. A thread of
        gRPC may read `items`.
        """
        return AsyncClaimImport(self._transport, items, run, window, progress).results()

    async def get_claim(self, name: str) -> pb.Claim:
        return (await self.rpc.get_claim(pb.GetClaimRequest(name=name))).claim

    async def get_claims(self, names: Iterable[str]) -> Sequence[pb.Claim]:
        return (await self.rpc.batch_get_claims(pb.BatchGetClaimsRequest(names=names))).claims

    def claims(self, **filter: Any) -> AsyncIterator[pb.Claim]:
        """All claims. `filter` are fields of ClaimFilter, such as document="documents/brief"."""
        return self._pages(self.rpc.list_claims, pb.ListClaimsRequest(filter=pb.ClaimFilter(**filter)), "claims")

    async def update_claim(self, claim: pb.Claim, fields: Iterable[str], *, request_id: str = "",
                           allow_contradicted: bool = False) -> pb.Claim:
        """Corrects the named fields of a claim. Raises EtagStale if claim.etag is set, and is not the claim's etag any more."""
        request: pb.UpdateClaimRequest = update_request(
            pb.UpdateClaimRequest, claim, fields, request_id=request_id, allow_contradicted=allow_contradicted)
        return (await self.rpc.update_claim(request)).claim

    async def retract_claim(self, name: str, reason: str, *, superseded_by: str = "", etag: str = "", request_id: str = "") -> pb.Claim:
        return (await self.rpc.retract_claim(pb.RetractClaimRequest(
            name=name, reason=reason, superseded_by=superseded_by, etag=etag, request_id=request_id))).claim

    # Evidence, reviews and links

    async def create_evidence(self, claim: str, citation: pb.Citation, stance: int, *, note: str = "", request_id: str = "") -> pb.Evidence:
        return (await self.rpc.create_evidence(pb.CreateEvidenceRequest(
            parent=claim, evidence=pb.Evidence(citation=citation, stance=stance, note=note), request_id=request_id))).evidence

    async def create_review(self, claim: str, review: pb.Review, *, request_id: str = "") -> pb.Review:
        return (await self.rpc.create_review(pb.CreateReviewRequest(parent=claim, review=review, request_id=request_id))).review

    def evidence(self, claim: str = "claims/-") -> AsyncIterator[pb.Evidence]:
        return self._pages(self.rpc.list_evidence, pb.ListEvidenceRequest(parent=claim), "evidence")

    def reviews(self, claim: str = "claims/-") -> AsyncIterator[pb.Review]:
        return self._pages(self.rpc.list_reviews, pb.ListReviewsRequest(parent=claim), "reviews")

    def links(self, claim: str = "claims/-") -> AsyncIterator[pb.Link]:
        return self._pages(self.rpc.list_links, pb.ListLinksRequest(parent=claim), "links")

    # Matching

    async def match(self, text: str, *, limit: int = 0, **fields: Any) -> Sequence[pb.Match]:
        """The claims that a text repeats or contradicts. `fields` are the other fields of MatchClaimsRequest."""
        return (await self.rpc.match_claims(pb.MatchClaimsRequest(text=text, limit=limit, **fields))).matches

    async def check_text(self, text: Union[str, bytes], **options: Any) -> AsyncIterator[pb.CheckTextResponse]:
        """Checks each sentence of a text of any length. `options` are fields of CheckTextOptions."""
        data = text.encode() if isinstance(text, str) else text

        async def parts() -> AsyncIterator[pb.CheckTextRequest]:
            yield pb.CheckTextRequest(options=pb.CheckTextOptions(**options))
            for at in range(0, len(data), _PART_BYTES):
                yield pb.CheckTextRequest(text=data[at:at + _PART_BYTES])

        stream = self._transport.stream("/verbatim.v1.MatchService/CheckText", parts(), pb.CheckTextResponse)
        try:
            async for response in stream:
                yield response
        finally:
            stream.cancel()

    # Proofs and the log

    async def verify_claim(self, name: str) -> pb.VerifyClaimResponse:
        """Lets the service check a claim against the stored bytes. verbatim_claims.verify trusts only the log's key."""
        return await self.rpc.verify_claim(pb.VerifyClaimRequest(name=name))

    async def get_proof_bundle(self, name: str, *, text: bool = False) -> bytes:
        """The serialized ProofBundle of a resource, for verbatim_claims.verify.verify_bundle."""
        response = await self.rpc.get_proof_bundle(pb.GetProofBundleRequest(name=name, include_text=text))
        return response.bundle.SerializeToString()

    async def trace_claim(self, name: str, **fields: Any) -> pb.TraceClaimResponse:
        return await self.rpc.trace_claim(pb.TraceClaimRequest(name=name, **fields))

    async def export_claims(self, format: int, *, names: Iterable[str] = (), **fields: Any) -> AsyncIterator[bytes]:
        """The parts of an export, which form a whole file only if no exception is raised."""
        request = pb.ExportClaimsRequest(format=format, names=names, **fields)
        stream = self._transport.server_stream("/verbatim.v1.ProvenanceService/ExportClaims", request, pb.ExportClaimsResponse)
        try:
            async for part in stream:
                yield part.data
        finally:
            stream.cancel()

    async def get_checkpoint(self) -> pb.Checkpoint:
        return (await self.rpc.get_checkpoint(pb.GetCheckpointRequest())).checkpoint

    def watch(self, start: int = 0, *, leaves_only: bool = False, **filter: Any) -> "AsyncWatch":
        """Follows the log from an entry on, without end. `filter` are fields of LogEntryFilter."""
        return AsyncWatch(self._transport, pb.WatchRequest(
            start_index=start, leaves_only=leaves_only, filter=pb.LogEntryFilter(**filter) if filter else None))

    async def _pages(self, call: Any, request: Any, field: str) -> AsyncIterator[Any]:
        request.page_size = _PAGE_SIZE
        while True:
            page = await call(request)
            for item in getattr(page, field):
                yield item
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token


class AsyncWatch(AsyncIterator[pb.LogEntry]):
    """The entries of the log as they are written, each once, in order. Reconnects by itself.

    `next_index` is where to go on after the last entry. A program that stores it can start a new watch there after a crash.
    """

    def __init__(self, transport: AsyncTransport, request: pb.WatchRequest) -> None:
        self._transport = transport
        self._request = request
        self._stream: Any = None
        self._entries: List[pb.LogEntry] = []
        self._stopped = False
        self.next_index = request.start_index

    async def __anext__(self) -> pb.LogEntry:
        attempt = 0
        while not self._stopped:
            if self._entries:
                entry = self._entries.pop()
                self.next_index = entry.index + 1 if self._entries else self._request.start_index
                return entry
            self.next_index = self._request.start_index
            try:
                if self._stream is None:
                    self._stream = self._transport.server_stream("/verbatim.v1.LogService/Watch", self._request, pb.WatchResponse)
                response = await self._stream.__anext__()
                attempt = 0
                self._entries = list(response.entries)[::-1]
                self._request.start_index = response.next_index
                continue
            except StopAsyncIteration:
                pass  # a service that ends
            except VerbatimError as error:
                if self._stopped:
                    break
                if not can_resume(error):
                    raise
            self._stream = None
            attempt += 1
            await self._transport.sleep(resume_pause(attempt))
        raise StopAsyncIteration

    def stop(self) -> None:
        """Ends the watch. Another thread may call it, while the watch waits for entries."""
        self._stopped = True
        if self._stream is not None:
            self._stream.cancel()


# The largest page of the service, which keeps pages under 4 MiB itself.
_PAGE_SIZE = 1000
# Of a text that is checked: large enough to be quick, small enough for an early first answer.
_PART_BYTES = 64 << 10
