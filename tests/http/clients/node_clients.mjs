// Runs the scenario with the clients that Node has.
//
//   node node_clients.mjs GRPC_ADDRESS HTTP_URL CONTRACT PROTO_FOLDER...
//
// CONTRACT is a file of protoc --descriptor_set_out --include_imports.
import fs from 'node:fs';
import { createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { Code } from '@connectrpc/connect';
import * as node from '@connectrpc/connect-node';
import * as web from '@connectrpc/connect-web';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';
import { connectClient, run } from './scenario.mjs';

const [grpcAddress, httpUrl, contract, ...protoFolders] = process.argv.slice(2);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, fs.readFileSync(contract)));

// The CitationRefusal in the details of an error of grpc-js.
function refusalOf(error) {
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  if (!bytes) return undefined;
  const decode = (name, value) => fromBinary(registry.getMessage(name), value);
  const detail = decode('google.rpc.Status', bytes).details.find(({ typeUrl }) => typeUrl.endsWith('.CitationRefusal'));
  return detail && decode('verbatim.v1.CitationRefusal', detail.value);
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
          reject({ code: error.code, message: error.message, refusal: refusalOf(error) });
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

async function runAll(transports) {
  for (const [id, transport] of Object.entries(transports)) {
    await run(id, connectClient(registry, transport));
    console.log(`${id}: ok`);
  }
}

const http = { baseUrl: httpUrl, httpVersion: '1.1' };
const gzip = { acceptCompression: [node.compressionGzip], sendCompression: node.compressionGzip, compressMinBytes: 1 };
await runAll({
  'connect-node-json': node.createConnectTransport({ ...http, useBinaryFormat: false }),
  'connect-node-get': node.createConnectTransport({ ...http, useHttpGet: true }),
  'connect-node-gzip': node.createConnectTransport({ ...http, ...gzip }),
  'grpc-web-node': node.createGrpcWebTransport(http),
  'grpc-web-node-gzip': node.createGrpcWebTransport({ ...http, ...gzip }),
  'connect-web': web.createConnectTransport({ baseUrl: httpUrl }),
  'connect-web-binary': web.createConnectTransport({ baseUrl: httpUrl, useBinaryFormat: true, useHttpGet: true }),
  'grpc-web': web.createGrpcWebTransport({ baseUrl: httpUrl }),
});
await run('grpc-js', grpcClient());
console.log('grpc-js: ok');
process.exit(0);
