// The programs of the packages' pages, in an empty folder that has the installed packages.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { PROJECT, Server } from './server.mjs';

test('The first program of the client\'s page works', async () => {
  const server = await Server.start();
  const [, program] = /^```ts\n(.*?)^```$/ms.exec(fs.readFileSync(`${PROJECT}/client/typescript/client/README.md`, 'utf8'));
  assert.ok(program.split('\n').length <= 15);
  fs.writeFileSync('quick_start.mjs', program.replace('127.0.0.1:7461', server.address));
  const { stdout } = await promisify(execFile)('node', ['quick_start.mjs']);
  assert.match(stdout, /with the words of the source: let fifty-two political prisoners go/);
  await server.close();
});
