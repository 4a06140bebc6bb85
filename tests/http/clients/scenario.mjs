// The same scenario over every client: a document, a claim, a refused claim with its nearest passage, a proof and the
// log. Node and browsers run this file, so it uses no module of Node.
import { Code, ConnectError, createClient } from '@connectrpc/connect';

const TEXT = 'In September 2025, Belarus freed fifty-two prisoners. The envoy left.\n';

function check(condition, what) {
  if (!condition) throw new Error(`not so: ${what}`);
}

// The error of a call that must fail with a code.
async function failure(call, code) {
  const error = await call.then(() => undefined, (error) => error);
  check(error?.code === code, `the call fails with code ${code}, not with ${error?.code}: ${error?.message}`);
  return error;
}

// What a client offers to the scenario: `call` for unary methods, and `first` for the first message of a stream. Errors
// have a `code` (gRPC's number) and a `refusal`, the passages of a CitationRefusal.
export function connectClient(registry, transport) {
  const service = (name) => createClient(registry.getService(`verbatim.v1.${name}`), transport);
  const method = (name) => name[0].toLowerCase() + name.slice(1);
  const translate = (error) => {
    if (!(error instanceof ConnectError)) return error;
    const [refusal] = error.findDetails(registry.getMessage('verbatim.v1.CitationRefusal'));
    return { code: error.code, refusal };
  };
  return {
    call: (name, rpc, request) =>
      service(name)[method(rpc)](request).catch((error) => Promise.reject(translate(error))),
    async first(name, rpc, request) {
      const controller = new AbortController();
      for await (const message of service(name)[method(rpc)](request, { signal: controller.signal })) {
        controller.abort();
        return message;
      }
    },
  };
}

// Runs the scenario with resources named `id`. Fails if the server does anything else than expected.
export async function run(id, client) {
  await client.call('DocumentService', 'CreateDocument', {
    documentId: id,
    document: { languageCode: 'en' },
    content: { data: new TextEncoder().encode(TEXT) },
  });
  const claimOn = (quote) => ({
    claim: { text: 'Belarus freed 52 prisoners', citations: [{ revision: `documents/${id}`, quote }] },
    claimId: id,
  });
  const refused = await failure(
    client.call('ClaimService', 'CreateClaim', claimOn('Belarus freed 52 prisoners')), Code.FailedPrecondition);
  check(refused.refusal?.passages.length === 1, 'a refused claim gets its nearest passage');
  const { claim } = await client.call('ClaimService', 'CreateClaim', claimOn('Belarus freed fifty-two prisoners'));
  check(claim.name === `claims/${id}`, 'the claim has the id that was asked for');
  const got = await client.call('ClaimService', 'GetClaim', { name: claim.name });
  check(got.claim.citations[0].quote === 'Belarus freed fifty-two prisoners', 'the quote is kept');
  check(got.claim.etag === claim.etag, 'the etag is that of the new claim');
  await failure(client.call('ClaimService', 'GetClaim', { name: 'claims/none' }), Code.NotFound);
  const { bundle } = await client.call('ProvenanceService', 'GetProofBundle', { name: claim.name });
  check(BigInt(bundle.entry.index) === BigInt(claim.logIndex), 'the bundle proves the entry of the claim');
  const found = await client.call('MatchService', 'MatchClaims', {
    text: 'Belarus freed fifty-two prisoners',
    minLogSize: BigInt(claim.logIndex) + 1n,
  });
  check(found.matches.some((match) => match.claim.name === claim.name), 'the claim is found');
  const message = await client.first('LogService', 'Watch', { startIndex: claim.logIndex, leavesOnly: true });
  check(message.entries[0].resource === claim.name, 'the log has the claim');
}
