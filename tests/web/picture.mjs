// Makes tests/web/page.png, the picture of the page in README.md, from texts of tests/data:
//
//   node picture.mjs CHROMIUM BINARIES ROOT
//
// Runs in a folder whose packages have playwright-core, such as build/release/client/web/work.
import fs from 'node:fs';
import path from 'node:path';
import { launch, Visitor } from './browser.mjs';
import { startServer } from './server.mjs';

const [chromium, binaries, root] = process.argv.slice(2);
const data = (name) => fs.readFileSync(path.join(root, 'tests/data', name), 'utf8');
const server = await startServer(binaries);
const browser = await launch(chromium);
try {
  const text = data('brief.txt');
  await server.addSource('brief', {
    title: 'Minsk frees prisoners', publisher: 'Facts Weekly', uri: 'https://facts.example/brief', languageCode: 'en', publishTime: '2025-09-14T00:00:00Z',
  }, text);
  for (const line of data('brief-claims.jsonl').trimEnd().split('\n').slice(0, 7)) {
    const claim = JSON.parse(line);
    const citations = claim.citations.map((citation) => ({ revision: 'documents/brief/revisions/1', ...citation }));
    await server.post('/v1/claims', { claim: { claimant: { name: 'Facts Weekly' }, ...claim, citations } });
  }
  const revised = Buffer.from(text.replace('fifty-two', 'fifty')).toString('base64');
  await server.post('/v1/documents/brief/revisions', { content: { data: revised } });
  const visitor = await Visitor.arrive(browser, server.url, path.join(root, 'tests/web'), { width: 1120, height: 600 });
  await visitor.go('documents/brief/revisions/1');
  await visitor.page.locator('mark').first().waitFor();
  await visitor.page.locator('.card').nth(1).hover();
  await visitor.shoot('page');
  await visitor.leave();
} finally {
  await browser.close();
  await server.stop();
}
