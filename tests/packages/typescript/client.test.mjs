// @verbatim-claims/client in Node against verbatimd, over gRPC, and over Connect as browsers use it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http2 from 'node:http2';
import { after, before, describe, test } from 'node:test';
import { openKey, verifyBundle } from '@verbatim-claims/verify';
import * as verbatim from '@verbatim-claims/client';
import { all, BRIEF, PROJECT, Proxy, QUOTE, Server } from './server.mjs';

const { claim, Client, citation, pb, quantity, statement } = verbatim;
const COUNT = 1000;

async function thrown(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new assert.AssertionError({ message: 'nothing was thrown' });
}

function* claims(source, count = COUNT, bad = []) {
  for (let number = 0; number < count; ++number) yield claim(`Claim ${number}.`, bad.includes(number) ? 'not in the source' : QUOTE, source);
}

describe('The client', async () => {
  let server;
  let client;
  const brief = 'documents/brief';
  before(async () => {
    server = await Server.start();
    client = new Client(server.address);
    await client.createDocument(BRIEF, { id: 'brief', title: 'Minsk frees prisoners', languageCode: 'en' });
  });
  after(async () => {
    client.close();
    await server.close();
  });

  test('records a claim with typed values', async () => {
    const recorded = await client.createClaim(claim('Belarus released 52 political prisoners.', `On 11 September 2025, ${QUOTE}`, brief, {
      statement: statement({ label: 'Belarus' }, 'released', quantity(52, 'political prisoner'), {
        'point in time': { kind: { case: 'time', value: { edtf: '2025-09-11' } } },
      }),
      labels: { topic: 'prisoners' },
    }), { id: 'typed' });
    assert.equal(recorded.name, 'claims/typed');
    const states = recorded.citations[0].attestations.filter(({ path }) => path !== 'text').map(({ state }) => state);
    assert.deepEqual(states.slice(-2), [pb.AttestationState.ATTESTED, pb.AttestationState.ATTESTED]);
    assert.deepEqual(await client.getClaim('claims/typed'), recorded);
  });

  test('throws typed errors', async () => {
    const notFound = await thrown(() => client.createClaim(claim('53.', 'Belarus let fifty-three political prisoners go', brief)));
    assert.ok(notFound instanceof verbatim.QuoteNotFound && notFound instanceof verbatim.Refused);
    assert.equal(notFound.nearest.quote, QUOTE);
    assert.match(notFound.message, /^QUOTE_NOT_FOUND: .*Quote the words of the source exactly/s);
    const ambiguous = await thrown(() => client.createClaim(claim('Belavia.', 'Belavia', brief)));
    assert.equal(ambiguous.placeCount, 2);
    const { span } = ambiguous.places[1];
    const second = await client.createClaim({ text: 'Belavia.', citations: [citation('Belavia', brief, { span })] });
    assert.deepEqual(second.citations[0].span, span);
    const wrong = claim('53.', QUOTE, brief, { statement: statement('Belarus', 'released', quantity(53, 'political prisoner')) });
    const contradicted = await thrown(() => client.createClaim(wrong));
    assert.ok(contradicted instanceof verbatim.ValueContradicted);
    assert.deepEqual([contradicted.claimed.kind.value.value, contradicted.stated.kind.value.value], ['53', '52']);
    assert.ok(await client.createClaim(wrong, { allowContradicted: true }));
    const invalid = await thrown(() => client.createClaim(claim('', QUOTE, brief), { id: 'Not An Id' }));
    assert.deepEqual(invalid.violations.map(({ field }) => field).sort(), ['claim.text', 'claim_id']);
    const missing = await thrown(() => client.getClaim('claims/none'));
    assert.ok(missing instanceof verbatim.NotFound);
    assert.equal(missing.resource, 'claims/none');
    const taken = await thrown(() => client.createDocument('x', { id: 'brief' }));
    assert.ok(taken instanceof verbatim.AlreadyExists);
    const batch = await thrown(() => client.createClaims([claim('Good.', QUOTE, brief), claim('Bad.', 'not there at all', brief)]));
    assert.deepEqual(batch.batch.indexes, [1]);
  });

  test('reads all pages', async () => {
    const text = Array.from({ length: 1500 }, (_, number) => `Sentence number ${number} stands here.`).join('\n\n');
    const { name } = await client.createDocument(text);
    assert.equal((await all(client.sentences(name))).length, 1500);
    assert.ok((await all(client.documents())).some((document) => document.name === name));
  });

  test('corrects, retracts, revises, reviews', async () => {
    const { name } = await client.createDocument(BRIEF);
    const recorded = await client.createClaim(claim('52 were fred.', QUOTE, name));
    const corrected = await client.updateClaim({ name: recorded.name, text: '52 were freed.' }, ['text']);
    assert.equal(corrected.text, '52 were freed.');
    const stale = await thrown(() => client.updateClaim({ ...recorded, text: 'x' }, ['text']));
    assert.equal(stale.currentEtag, corrected.etag);
    const { anchorings } = await client.createRevision(name, BRIEF.replace('fifty-two', 'fifty'));
    assert.equal(anchorings[0].anchoring.state, pb.AnchoringState.EDITED);
    assert.equal((await all(client.revisions(name))).length, 2);
    assert.match((await client.getRevision(`${name}/revisions/2`)).text, /let fifty political/);
    assert.match((await client.locateQuote(name, 'let 50 political prisoners go'))[0].quote, /^let fifty/);
    const evidence = await client.createEvidence(recorded.name, citation('Nobody named a date.', brief), pb.EvidenceStance.CONTEXT);
    assert.deepEqual(await all(client.evidence(recorded.name)), [evidence]);
    const review = await client.createReview(recorded.name, { rating: { words: 'True' }, reviewer: { name: 'Desk' }, uri: 'https://desk.example/1' });
    assert.deepEqual(await all(client.reviews(recorded.name)), [review]);
    assert.deepEqual(await all(client.links(recorded.name)), []);
    assert.equal((await client.retractClaim(recorded.name, 'wrong')).state, pb.ClaimState.RETRACTED);
    assert.ok((await thrown(() => client.updateClaim({ name: recorded.name, text: 'x' }, ['text']))) instanceof verbatim.Gone);
  });

  test('matches, exports and proves', async () => {
    const { name: source } = await client.createDocument('Seventy-one lynxes live in the Harz mountains.', { languageCode: 'en' });
    const { name, logIndex } = await client.createClaim(claim('71 lynxes live in the Harz.', 'Seventy-one lynxes live in the Harz mountains.', source));
    const options = { minLogSize: logIndex + 1n, languageCode: 'en' };
    const [match] = await client.match('Eighty lynxes live in the Harz.', { limit: 1, ...options });
    assert.deepEqual([match.claim.name, match.relation], [name, pb.Match_Relation.CONFLICTING_VALUE]);
    const checked = await all(client.checkText('It rained. Eighty lynxes live in the Harz.', options));
    assert.equal(checked.find(({ sentence }) => sentence.startsWith('Eighty')).matches[0].claim.name, name);
    const exported = Buffer.concat(await all(client.exportClaims(pb.ExchangeFormat.WEB_ANNOTATION, { names: [name] }))).toString();
    assert.match(JSON.stringify(JSON.parse(exported)), /Seventy-one lynxes/);
    assert.ok((await client.verifyClaim(name)).verified);
    assert.ok((await client.traceClaim(name)).nodes.length > 1);
    const bundle = await client.getProofBundle(name);
    assert.equal((await verifyBundle(bundle, await openKey(server.key))).verdict, 'PROVEN');
    bundle[bundle.length - 1] ^= 1;
    assert.notEqual((await verifyBundle(bundle, await openKey(server.key))).verdict, 'PROVEN');
  });

  test('speaks Connect to the HTTP port, as in browsers', async () => {
    const web = new Client({ address: server.url, protocol: 'connect' });
    const results = await all(web.importClaims(claims(brief, 40, [7])));
    assert.deepEqual(results.map(({ index }) => index), Array.from({ length: 40 }, (_, index) => index));
    assert.ok(results[7].error instanceof verbatim.QuoteNotFound);
    assert.equal(results[7].error.citation.revision, 'documents/brief/revisions/1');
    assert.equal((await web.getClaim(results[8].claim.name)).text, 'Claim 8.');
    for await (const entry of web.watch(1)) {
      assert.equal(entry.index, 1n);
      break;
    }
    web.close();
  });

  test('has every service of the contract', () => {
    const contract = fs.readdirSync(`${PROJECT}/proto/verbatim/v1`).filter((name) => name.endsWith('_service.proto'));
    const rpcs = contract.flatMap((name) => fs.readFileSync(`${PROJECT}/proto/verbatim/v1/${name}`, 'utf8').match(/^ {2}rpc \w+/gm));
    const methods = Object.values(client.rpc).flatMap((service) => Object.keys(service));
    assert.equal(methods.length, rpcs.length);
  });

  test('writes numbers as the contract wants', () => {
    for (const [given, written] of [[52, '52'], [0.1, '0.1'], [1e21, '1000000000000000000000'], [1.5e-7, '0.00000015'], ['-0.50', '-0.50']])
      assert.equal(quantity(given).kind.value.value, written);
    assert.equal(quantity(10, '%', { upper: 12 }).kind.value.bound, 'RANGE');
    for (const wrong of [NaN, Infinity, 'ten', '']) assert.throws(() => quantity(wrong), RangeError);
    assert.equal(verbatim.time(new Date('2025-09-11T01:30:00.250Z')).kind.value.edtf, '2025-09-11T01:30:00Z');
  });
});

describe('An import', async () => {
  let server;
  const source = 'documents/brief';
  before(async () => {
    server = await Server.start();
    const client = new Client(server.address);
    await client.createDocument(BRIEF, { id: 'brief' });
    client.close();
  });
  after(() => server.close());

  async function imported(address, items, options = {}, timeoutMs = 30_000) {
    const client = new Client({ address, timeoutMs });
    const results = [];
    try {
      for await (const result of client.importClaims(items, options)) results.push(result);
    } catch (error) {
      return { results, error };
    } finally {
      client.close();
    }
    return { results };
  }

  async function countRecorded() {
    const client = new Client(server.address);
    const { length } = await all(client.claims());
    client.close();
    return length;
  }

  test('answers every line in order', async () => {
    const seen = [];
    const { results, error } = await imported(server.address, claims(source, COUNT, [7]), { progress: (done) => seen.push(done) });
    assert.equal(error, undefined);
    assert.deepEqual(results.map(({ index }) => index), Array.from({ length: COUNT }, (_, index) => index));
    assert.ok(results[7].error instanceof verbatim.QuoteNotFound);
    assert.equal(results[9].claim.text, 'Claim 9.');
    assert.deepEqual(seen.at(-1), { recorded: COUNT - 1, refused: 1 });
  });

  test('reads no further ahead than the window', async () => {
    let ahead = 0;
    let furthest = 0;
    function* items() {
      for (const item of claims(source, 100)) {
        furthest = Math.max(furthest, ++ahead);
        yield item;
      }
    }
    const { results } = await imported(server.address, items(), { window: 5, progress: () => --ahead });
    assert.equal(results.length, 100);
    assert.ok(furthest <= 5 + 2, `${furthest}`);  // one result may be on its way, and one item waits for room
  });

  test('records nothing twice over a connection that breaks', async () => {
    const earlier = await countRecorded();
    const proxy = await Proxy.start(server.port, 150_000);
    const { results, error } = await imported(proxy.address, claims(source));
    proxy.close();
    assert.equal(error, undefined);
    assert.ok(proxy.cuts > 2, `${proxy.cuts} cuts`);
    assert.deepEqual(results.map((result) => result.claim.text), Array.from({ length: COUNT }, (_, number) => `Claim ${number}.`));
    assert.equal(await countRecorded() - earlier, COUNT);
  });

  test('says what to do if the input throws, or the server stays away', async () => {
    const earlier = await countRecorded();
    async function* failing() {
      yield* claims(source, 60);
      throw new Error('no column quote');
    }
    const failed = await imported(server.address, failing(), { run: 'nightly' });
    assert.ok(failed.error instanceof verbatim.InputFailed);
    assert.equal(failed.error.cause.message, 'no column quote');
    assert.deepEqual([failed.results.length, failed.error.answered], [60, 60]);
    async function* killing() {
      for (const item of claims(source, 300)) {
        if (item.text === 'Claim 200.') await server.kill();
        yield item;
      }
    }
    const away = await imported(server.address, killing(), { run: 'nightly', window: 16 }, 1000);
    assert.ok(away.error instanceof verbatim.ImportInterrupted);
    assert.match(away.error.message, /Repeat the import with the same `run`/);
    assert.equal(away.error.answered, away.results.length);
    await server.restart();
    const again = await imported(server.address, claims(source, 300), { run: 'nightly' });
    assert.equal(again.results.filter((result) => result.claim).length, 300);
    assert.equal(await countRecorded() - earlier, 300);
  });

  test('goes on when the server restarts', async () => {
    async function* items() {
      for (const item of claims(source, 400)) {
        if (item.text === 'Claim 200.') {
          await server.kill();
          await server.restart();
        }
        yield item;
      }
    }
    const { results, error } = await imported(server.address, items());
    assert.equal(error, undefined);
    assert.equal(results.length, 400);
  });

  test('leaves a watch to resume where its connection broke', async () => {
    const fresh = await Server.start();
    const proxy = await Proxy.start(fresh.port);
    const writer = new Client(fresh.address);
    const reader = new Client(proxy.address);
    await writer.createDocument(BRIEF, { id: 'brief' });
    const watch = reader.watch();
    const seen = [];
    let written = 0;
    for await (const { index } of watch) {
      seen.push(Number(index));
      if (written < 60 && seen.length === 2 + written) {
        await writer.createClaims([...claims(source, 20)]);
        written += 20;
        proxy.cut();
      }
      if (seen.length === 62) watch.stop();
    }
    assert.deepEqual(seen, Array.from({ length: 62 }, (_, index) => index));
    assert.equal(watch.nextIndex, 62n);
    reader.close();
    writer.close();
    proxy.close();
    await fresh.close();
  });
});

describe('A connection', async () => {
  async function failure(options) {
    const client = new Client({ timeoutMs: 5000, ...options });
    const error = await thrown(() => client.getCheckpoint());
    client.close();
    return error;
  }

  test('to nothing says to check the address', async () => {
    const server = await Server.start();
    await server.kill();
    for (const options of [{ address: server.address }, { address: server.url, protocol: 'connect' }]) {
      const error = await failure(options);
      assert.ok(error instanceof verbatim.Unavailable, `${error}`);
      assert.match(error.message, /Check that verbatimd runs and that its address is/);
    }
    await server.close();
  });

  test('to an old server says to upgrade it', async () => {
    const old = http2.createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/grpc+proto', 'grpc-status': '12', 'grpc-message': 'unknown method' });
      response.end();
    });
    await new Promise((resolve) => old.listen(0, '127.0.0.1', resolve));
    const error = await failure({ address: `127.0.0.1:${old.address().port}` });
    assert.ok(error instanceof verbatim.Unsupported);
    assert.match(error.message, /The server is older than this client/);
    old.close();
  });

  test('with TLS trusts the right authority alone', async () => {
    const server = await Server.start();
    const { folder } = server;
    const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
    const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    for (const name of ['ca', 'other']) openssl('req', '-x509', ...ec, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '2');
    fs.writeFileSync(`${folder}/ext`, 'subjectAltName=IP:127.0.0.1\n');
    openssl('req', ...ec, '-subj', '/CN=server', '-keyout', 'own.key', '-out', 'own.csr');
    openssl('x509', '-req', '-in', 'own.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'own.pem', '-days', '2', '-extfile', 'ext');
    const secure = await Server.start([`--tls_cert=${folder}/own.pem`, `--tls_key=${folder}/own.key`]);
    const client = new Client({ address: secure.address, tls: { ca: `${folder}/ca.pem` } });
    assert.equal((await client.getCheckpoint()).size, 0n);
    client.close();
    const wrong = await failure({ address: secure.address, tls: { ca: fs.readFileSync(`${folder}/other.pem`) } });
    assert.ok(wrong instanceof verbatim.Unavailable, `${wrong}`);
    assert.match(wrong.message, /No CA that you trust signed the certificate/);
    assert.match((await failure({ address: secure.address })).message, /use an https:\/\/ address/);
    assert.match((await failure({ address: server.address, tls: { ca: `${folder}/ca.pem` } })).message, /does not use TLS/);
    await secure.close();
    await server.close();
  });

  test('with a token says who the caller is', async () => {
    const keys = await Server.start();
    const { folder } = keys;
    const key = execFileSync(process.env.VERBATIMD.replace(/verbatimd$/, 'verbatim'), ['token', 'new', '--output', `${folder}/token`], { encoding: 'utf8' });
    fs.writeFileSync(`${folder}/policy.yaml`, `version: 1\nanonymous: none\nprincipals:\n  - name: desk\n    role: reader\n    ${key}\n`);
    const server = await Server.start([`--policy=${folder}/policy.yaml`]);
    for (const options of [{}, { token: 'wrong' }]) {
      const error = await failure({ address: server.address, ...options });
      assert.ok(error instanceof verbatim.Unauthenticated);
      assert.match(error.message, /Pass a valid token/);
    }
    const client = new Client({ address: server.address, token: () => fs.readFileSync(`${folder}/token`, 'utf8').trim() });
    await client.getCheckpoint();
    const denied = await thrown(() => client.createDocument(BRIEF));
    assert.ok(denied instanceof verbatim.PermissionDenied);
    assert.equal(denied.permission, 'EXTRACT');
    assert.ok((await failure({ address: server.address, token: () => '' })) instanceof verbatim.Unauthenticated);
    const interrupted = await thrown(() => all(client.importClaims(claims('documents/brief', 3))));
    assert.ok(interrupted instanceof verbatim.ImportInterrupted);
    client.close();
    await server.close();
    await keys.close();
    assert.throws(() => new Client({ address: 'claims.example:7461', token: 'secret' }), TypeError);
    const open = new Client({ address: 'claims.example:7461', token: () => 'secret' });
    await assert.rejects(open.getCheckpoint(), /a token is sent over TLS/);
  });
});
