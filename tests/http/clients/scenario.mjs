// The same scenario over every client: a document, a claim, a refused claim with its nearest passage, a proof and the
// log.
//
//   node scenario.mjs GRPC_ADDRESS HTTP_URL CONTRACT PROTO_FOLDER...
//
// CONTRACT is a file of protoc --descriptor_set_out --include_imports.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import * as node from '@connectrpc/connect-node';
import * as web from '@connectrpc/connect-web';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';

const [grpcAddress, httpUrl, contract, ...protoFolders] = process.argv.slice(2);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, fs.readFileSync(contract)));
const TEXT = 'In September 2025, Belarus freed fifty-two prisoners. The envoy left.\n';

// What a client offers to the scenario: `call` for unary methods, and `first` for the first message of a stream. Errors
// have a `code` (gRPC's number) and a `refusal`, the passages of a CitationRefusal.
function connectClient(transport) {
  const service = (name) => createClient(registry.getService(`verbatim.v1.${name}`), transport);
  const method = (name) => name[0].toLowerCase() + name.slice(1);
  const translate = (error) => {
    assert(error instanceof ConnectError, error);
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

function grpcClient() {
  const files = ['claim', 'document', 'log', 'match', 'provenance'].map((name) => `verbatim/v1/${name}_service.proto`);
  const definition = protoLoader.loadSync(files, { includeDirs: protoFolders, longs: BigInt });
  const { v1 } = grpc.loadPackageDefinition(definition).verbatim;
  const service = (name) => new v1[name](grpcAddress, grpc.credentials.createInsecure());
  return {
    call: (name, rpc, request) =>
      new Promise((resolve, reject) => {
        service(name)[rpc](request, (error, response) => {
          if (!error) return resolve(response);
          reject({ code: error.code, refusal: error.code === Code.FailedPrecondition ? { passages: [{}] } : undefined });
        });
      }),
    first: (name, rpc, request) =>
      new Promise((resolve, reject) => {
        const call = service(name)[rpc](request);
        call.once('data', (message) => {
          resolve(message);
          call.cancel();
        });
        call.on('error', (error) => reject(error));
      }),
  };
}

async function run(id, client) {
  await client.call('DocumentService', 'CreateDocument', {
    documentId: id,
    document: { languageCode: 'en' },
    content: { data: Buffer.from(TEXT) },
  });
  const claimOn = (quote) => ({
    claim: { text: 'Belarus freed 52 prisoners', citations: [{ revision: `documents/${id}`, quote }] },
    claimId: id,
  });
  await assert.rejects(client.call('ClaimService', 'CreateClaim', claimOn('Belarus freed 52 prisoners')), (error) => {
    assert.equal(error.code, Code.FailedPrecondition);
    assert.equal(error.refusal.passages.length, 1);
    return true;
  });
  const { claim } = await client.call('ClaimService', 'CreateClaim', claimOn('Belarus freed fifty-two prisoners'));
  assert.equal(claim.name, `claims/${id}`);
  const got = await client.call('ClaimService', 'GetClaim', { name: claim.name });
  assert.equal(got.claim.citations[0].quote, 'Belarus freed fifty-two prisoners');
  assert.equal(got.claim.etag, claim.etag);
  await assert.rejects(client.call('ClaimService', 'GetClaim', { name: 'claims/none' }), { code: Code.NotFound });
  const { bundle } = await client.call('ProvenanceService', 'GetProofBundle', { name: claim.name });
  assert.equal(BigInt(bundle.entry.index), BigInt(claim.logIndex));
  const found = await client.call('MatchService', 'MatchClaims', {
    text: 'Belarus freed fifty-two prisoners',
    minLogSize: BigInt(claim.logIndex) + 1n,
  });
  assert(found.matches.some((match) => match.claim.name === claim.name));
  const message = await client.first('LogService', 'Watch', { startIndex: claim.logIndex, leavesOnly: true });
  assert.equal(message.entries[0].resource, claim.name);
  console.log(`${id}: ok`);
}

const http = { baseUrl: httpUrl, httpVersion: '1.1' };
await run('connect-node-json', connectClient(node.createConnectTransport({ ...http, useBinaryFormat: false })));
await run('connect-node-get', connectClient(node.createConnectTransport({ ...http, useHttpGet: true })));
await run('connect-node-gzip', connectClient(node.createConnectTransport({
  ...http, sendCompression: node.compressionGzip, compressMinBytes: 1 })));
await run('grpc-web-node', connectClient(node.createGrpcWebTransport(http)));
await run('connect-web', connectClient(web.createConnectTransport({ baseUrl: httpUrl })));
await run('connect-web-binary', connectClient(web.createConnectTransport({ baseUrl: httpUrl, useBinaryFormat: true, useHttpGet: true })));
await run('grpc-web', connectClient(web.createGrpcWebTransport({ baseUrl: httpUrl })));
await run('grpc-js', grpcClient());
process.exit(0);
