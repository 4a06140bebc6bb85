// A verbatimd process of a test, in a temporary folder, and calls of it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';

const PATIENCE_MS = 120_000;

// Waits until `probe` returns something.
export async function until(probe, what) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = await probe();
    if (found) return found;
  }
  throw new Error(`waited in vain until ${what}`);
}

// Starts a server with further flags. `scheme` is that of its HTTP port.
export async function startServer(binaries, flags = [], scheme = 'http') {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'verbatim-web-'));
  const portFile = path.join(folder, 'http');
  const log = fs.openSync(path.join(folder, 'log'), 'w');
  const process = spawn(path.join(binaries, 'verbatimd'), [
    '--listen=127.0.0.1:0', `--port_file=${folder}/port`, '--http_listen=127.0.0.1:0', `--http_port_file=${portFile}`,
    `--store=sqlite:${folder}/a.db`, ...flags,
  ], { stdio: ['ignore', 'ignore', log] });
  let ended = false;
  const end = new Promise((resolve) => process.on('exit', () => {
    ended = true;
    resolve();
  }));
  const port = await until(() => {
    if (ended) throw new Error(`verbatimd ended:\n${fs.readFileSync(path.join(folder, 'log'), 'utf8')}`);
    return fs.existsSync(portFile) && fs.readFileSync(portFile, 'utf8').trim();
  }, 'verbatimd listens');
  const url = `${scheme}://127.0.0.1:${port}`;
  const call = (method, target, body, type = 'application/json') => new Promise((resolve, reject) => {
    const request = (scheme === 'https' ? https : http).request(`${url}${target}`, {
      method, headers: body === undefined ? {} : { 'Content-Type': type }, rejectUnauthorized: false, agent: false,
    }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        if (response.statusCode >= 300) return reject(new Error(`${method} ${target}: ${response.statusCode} ${text.slice(0, 500)}`));
        resolve(JSON.parse(text));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
  return {
    url,
    port,
    folder,
    get: (target) => call('GET', target),
    post: (target, message) => call('POST', target, JSON.stringify(message)),
    key: () => fs.readFileSync(path.join(folder, 'a.db.vkey'), 'utf8').trim(),
    async addSource(documentId, document, text, mediaType = 'text/plain') {
      return call('POST', '/v1/documents', JSON.stringify({ documentId, document, content: { mediaType, data: Buffer.from(text).toString('base64') } }));
    },
    async stop() {
      process.kill();
      await end;
      fs.closeSync(log);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

// A proxy that serves `target` below a path prefix, as the proxy of a company would.
export async function startPrefixProxy(target, prefix) {
  const { hostname, port } = new URL(target);
  const proxy = http.createServer((request, response) => {
    if (!request.url.startsWith(prefix)) return response.writeHead(404).end();
    const passed = http.request({ hostname, port, method: request.method, path: request.url.slice(prefix.length - 1), headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    request.pipe(passed);
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${proxy.address().port}${prefix}`,
    stop: () => {
      proxy.closeAllConnections();
      return new Promise((resolve) => proxy.close(resolve));
    },
  };
}
