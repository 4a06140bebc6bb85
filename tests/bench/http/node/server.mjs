// What an engineer of a newsroom could write in an afternoon: claims as JSON in SQLite, read by id, and searched by SQLite's full
// text index.
//
//   node server.mjs FOLDER_OF_NODE_MODULES PORT_FILE DATABASE CLAIM_FILE
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [modules, portFile, database, claimFile] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), 'package.json'));
const Database = require('better-sqlite3');
const app = require('fastify')();

const db = new Database(database);
db.pragma('journal_mode = WAL');
db.exec(`CREATE TABLE IF NOT EXISTS claims (name TEXT PRIMARY KEY, body TEXT NOT NULL);
  CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(name, text);`);
const answer = JSON.parse(fs.readFileSync(claimFile, 'utf8'));
const claim = answer.claim ?? answer.matches[0].claim;
db.prepare('INSERT OR REPLACE INTO claims VALUES (?, ?)').run(claim.name, JSON.stringify(claim));
db.prepare('INSERT INTO words VALUES (?, ?)').run(claim.name, claim.text);

const get = db.prepare('SELECT body FROM claims WHERE name = ?');
const search = db.prepare(
  'SELECT claims.body AS body, rank FROM words JOIN claims ON claims.name = words.name WHERE words MATCH ? ORDER BY rank LIMIT ?');
app.get('/v1/claims/:id', (request, reply) => {
  const row = get.get(`claims/${request.params.id}`);
  if (!row) return reply.code(404).send({ error: 'not found' });
  return { claim: JSON.parse(row.body) };
});
// Two colons are one that begins no parameter.
app.post('/v1/claims::match', (request) => {
  const words = request.body.text.match(/[\p{L}\p{N}]+/gu).map((word) => `"${word}"`).join(' OR ');
  const rows = search.all(words, request.body.limit ?? 10);
  return { matches: rows.map((row) => ({ claim: JSON.parse(row.body), score: -row.rank })) };
});
await app.listen({ host: '127.0.0.1', port: 0 });
fs.writeFileSync(`${portFile}.new`, String(app.server.address().port));
fs.renameSync(`${portFile}.new`, portFile);
