// What an engineer of a newsroom could write in an afternoon: a gRPC service in Node that stores claims in SQLite and
// checks that the document contains the quote. No further grounding, no attestation, no log.
//
//   node server.js PORT_FILE DATABASE PROTO_FOLDER...
//
// Serves until it is killed.
'use strict';

const fs = require('fs');
const path = require('path');
const grpc = require('@grpc/grpc-js');
const protobuf = require('protobufjs');
const Database = require('better-sqlite3');

const [portFile, databasePath, ...protoFolders] = process.argv.slice(2);

const root = new protobuf.Root();
root.resolvePath = (origin, target) =>
  protoFolders.map((folder) => path.join(folder, target)).find((file) => fs.existsSync(file)) ?? target;
root.loadSync(['verbatim/v1/claim_service.proto', 'verbatim/v1/document_service.proto']);
const typeOf = (name) => root.lookupType(`verbatim.v1.${name}`);

const database = new Database(databasePath);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`
  CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, text TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS claims (name TEXT PRIMARY KEY, claim BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS citations (document TEXT, claim TEXT, PRIMARY KEY (document, claim)) WITHOUT ROWID;
`);
const selectDocument = database.prepare('SELECT text FROM documents WHERE name = ?').pluck();
const insertDocument = database.prepare('INSERT INTO documents (name, text) VALUES (?, ?)');
const selectClaim = database.prepare('SELECT claim FROM claims WHERE name = ?').pluck();
const selectClaims = database
  .prepare('SELECT c.claim FROM citations x JOIN claims c ON c.name = x.claim WHERE x.document = ? ORDER BY x.claim LIMIT ?')
  .pluck();
const insertClaim = database.prepare('INSERT INTO claims (name, claim) VALUES (?, ?)');
const insertCitation = database.prepare('INSERT OR IGNORE INTO citations (document, claim) VALUES (?, ?)');
const insert = database.transaction((claim, bytes) => {
  insertClaim.run(claim.name, bytes);
  for (const citation of claim.citations) insertCitation.run(citation.revision, claim.name);
});

const refusal = (code, message) => Object.assign(new Error(message), {code});

const handlers = {
  CreateDocument(request) {
    const name = `documents/${request.documentId}`;
    insertDocument.run(name, Buffer.from(request.content.data).toString('utf8'));
    return {document: {...request.document, name}};
  },
  CreateClaim(request) {
    const claim = request.claim;
    for (const citation of claim.citations) {
      const text = selectDocument.get(citation.revision);
      if (text === undefined) throw refusal(grpc.status.NOT_FOUND, `there is no ${citation.revision}`);
      if (!text.includes(citation.quote)) throw refusal(grpc.status.FAILED_PRECONDITION, 'the quote is not there');
    }
    claim.name = `claims/${request.claimId || crypto.randomUUID()}`;
    claim.createTime = {seconds: Math.floor(Date.now() / 1000)};
    insert(claim, typeOf('Claim').encode(claim).finish());
    return {claim};
  },
  // The claim's bytes as they are stored, as field 1 of the answer, without decoding them.
  GetClaim(request) {
    const claim = selectClaim.get(request.name);
    if (claim === undefined) throw refusal(grpc.status.NOT_FOUND, `there is no ${request.name}`);
    return protobuf.Writer.create().uint32(10).bytes(claim).finish();
  },
  ListClaims(request) {
    const writer = protobuf.Writer.create();
    for (const claim of selectClaims.all(request.filter.document, request.pageSize)) writer.uint32(10).bytes(claim);
    return writer.finish();
  },
};

function serviceOf(name, methods) {
  const definition = {};
  const implementation = {};
  for (const method of methods) {
    const request = typeOf(`${method}Request`);
    const response = typeOf(`${method}Response`);
    definition[method] = {
      path: `/verbatim.v1.${name}/${method}`,
      requestStream: false,
      responseStream: false,
      requestDeserialize: (bytes) => request.decode(bytes),
      requestSerialize: (message) => Buffer.from(request.encode(message).finish()),
      responseSerialize: (answer) =>
        Buffer.isBuffer(answer) ? answer : Buffer.from(response.encode(answer).finish()),
      responseDeserialize: (bytes) => response.decode(bytes),
    };
    implementation[method] = (call, answer) => {
      try {
        answer(null, handlers[method](call.request));
      } catch (error) {
        answer(error);
      }
    };
  }
  return [definition, implementation];
}

const server = new grpc.Server({'grpc.max_receive_message_length': 32 << 20});
server.addService(...serviceOf('ClaimService', ['CreateClaim', 'GetClaim', 'ListClaims']));
server.addService(...serviceOf('DocumentService', ['CreateDocument']));
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  fs.writeFileSync(`${portFile}.new`, `${port}\n`);
  fs.renameSync(`${portFile}.new`, portFile);
});
