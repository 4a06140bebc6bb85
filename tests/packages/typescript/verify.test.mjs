// @verbatim-claims/verify as it is packed.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';
import { openKey, verifyBundle } from '@verbatim-claims/verify';
import { PROJECT } from './server.mjs';

const MOST_BYTES = 25_000;

const [{ key }, ...bundles] = fs.readFileSync(`${PROJECT}/tests/data/odd_bundles.jsonl`, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));

test('The verifier judges odd bundles as the other verifiers do', async () => {
  const opened = await openKey(key);
  for (const { name, verdict, bundle } of bundles)
    assert.equal((await verifyBundle(Uint8Array.from(Buffer.from(bundle, 'base64')), opened)).verdict, verdict, name);
});

test('The verifier is small, and needs no package', () => {
  const folder = 'node_modules/@verbatim-claims/verify';
  const code = fs.readdirSync(`${folder}/dist`).filter((name) => name.endsWith('.js')).map((name) => fs.readFileSync(path.join(folder, 'dist', name)));
  const { length } = zlib.gzipSync(Buffer.concat(code));
  console.log(`${length} bytes compressed`);
  assert.ok(length < MOST_BYTES);
  assert.equal(JSON.parse(fs.readFileSync(`${folder}/package.json`, 'utf8')).dependencies, undefined);
});
