// Runs the scenario with connect-web in headless Chromium, in pages of two origins: one that --http_cors_origins of the server
// allows, and one that it does not.
//
//   node browser.mjs CHROMIUM HTTP_URL CONTRACT ALLOWED_ORIGIN
//
// ALLOWED_ORIGIN is http://HOST. Chromium finds every host at this program, which serves the page, and packages from node_modules.
// The page says what came of it by POST /report.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

const [chromium, serverUrl, contract, allowedOrigin] = process.argv.slice(2);
const foreignOrigin = 'http://foreign.example';
const PATIENCE_MS = 120_000;  // for Chromium's start and all pages
const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.html': 'text/html' };

// Where a browser finds the modules of a package: the import conditions of its package.json.
function importsOf(name) {
  const manifest = JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  const fileOf = (target) => typeof target === 'string' ? target : fileOf(target.browser ?? target.import ?? target.default);
  return Object.entries(manifest.exports)
    .filter(([entry]) => entry.startsWith('.') && !entry.endsWith('.json'))
    .map(([entry, target]) => [name + entry.slice(1), `/node_modules/${name}/${fileOf(target).slice(2)}`]);
}

const packages = ['@bufbuild/protobuf', '@connectrpc/connect', '@connectrpc/connect-web'];
const page = `<!doctype html><title>connect-web</title>
<script type="importmap">${JSON.stringify({ imports: Object.fromEntries(packages.flatMap(importsOf)) })}</script>
<script type="module" src="/browser_page.mjs"></script>`;

let report;
const reported = new Promise((resolve) => { report = resolve; });
const pages = http.createServer((request, response) => {
  const name = path.normalize(new URL(request.url, 'http://page').pathname);
  if (request.method === 'POST' && name === '/report') {
    let body = '';
    request.on('data', (part) => { body += part; });
    request.on('end', () => {
      response.end();
      report(JSON.parse(body));
    });
    return;
  }
  if (name === '/') return response.setHeader('Content-Type', 'text/html').end(page);
  const file = name === '/contract.binpb' ? contract : name.slice(1);
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
  response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
  response.end(fs.readFileSync(file));
});
await new Promise((resolve) => pages.listen(0, '127.0.0.1', resolve));

async function reportOf(url) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'chromium-'));
  const browser = spawn(chromium, [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', `--user-data-dir=${profile}`, '--remote-debugging-port=0',
    `--host-resolver-rules=MAP *.example:80 127.0.0.1:${pages.address().port}`, url,
  ], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  browser.stderr.on('data', (part) => { log += part; });
  const exited = new Promise((resolve) => browser.on('exit', resolve));
  let timer;
  try {
    return await Promise.race([
      reported,
      exited.then((code) => Promise.reject(new Error(`Chromium ended with ${code}\n${log}`))),
      new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no report of the page\n${log}`)), PATIENCE_MS);
      }),
    ]);
  } finally {
    clearTimeout(timer);
    browser.kill();
    await exited;
    try {
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    } catch {
      // Processes that Chromium started may still write into the folder.
    }
  }
}

const query = new URLSearchParams({ server: serverUrl, foreign: foreignOrigin });
const lines = await reportOf(`${allowedOrigin}/?${query}`);
for (const line of lines) console.log(line);
const failed = lines.length === 0 || lines.some((line) => !line.endsWith(': ok'));
process.exit(failed ? 1 : 0);
