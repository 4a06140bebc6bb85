// Servers of the tests: verbatimd in a temporary folder, and a proxy that breaks connections.
import { spawn } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

// Node 18 has WebCrypto, but no global of that name.
if (globalThis.crypto === undefined) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

export const VERBATIMD = process.env.VERBATIMD;
export const PROJECT = process.env.VERBATIM_PROJECT;
export const BRIEF = fs.readFileSync(`${PROJECT}/tests/data/brief.txt`, 'utf8');
export const QUOTE = 'Belarus let fifty-two political prisoners go';
const PATIENCE_MS = 120_000;

async function until(probe, what) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const found = probe();
    if (found) return found;
  }
  throw new Error(`waited in vain until ${what}`);
}

// A verbatimd process. `restart` keeps database and ports.
export class Server {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'verbatim-typescript-'));

  static async start(flags = []) {
    const server = new Server();
    server.flags = flags;
    await server.run('127.0.0.1:0', '127.0.0.1:0');
    return server;
  }

  async run(listen, http) {
    for (const name of ['port', 'http']) fs.rmSync(`${this.folder}/${name}`, { force: true });
    const log = fs.openSync(`${this.folder}/log`, 'a');
    this.process = spawn(VERBATIMD, [
      `--listen=${listen}`, `--port_file=${this.folder}/port`, `--http_listen=${http}`, `--http_port_file=${this.folder}/http`,
      `--store=sqlite:${this.folder}/a.db`, ...this.flags,
    ], { stdio: ['ignore', 'ignore', log] });
    fs.closeSync(log);
    this.ended = new Promise((resolve) => this.process.on('exit', resolve));
    const read = (name) => fs.existsSync(`${this.folder}/${name}`) && fs.readFileSync(`${this.folder}/${name}`, 'utf8').trim();
    await until(() => (read('port') && read('http')) || this.process.exitCode !== null, 'verbatimd listens');
    if (this.process.exitCode !== null) throw new Error(fs.readFileSync(`${this.folder}/log`, 'utf8'));
    this.port = Number(read('port'));
    this.address = `127.0.0.1:${this.port}`;
    this.url = `http://127.0.0.1:${read('http')}`;
  }

  get key() {
    return fs.readFileSync(`${this.folder}/a.db.vkey`, 'utf8').trim();
  }

  async kill() {
    this.process.kill('SIGKILL');
    await this.ended;
  }

  restart() {
    return this.run(this.address, new URL(this.url).host);
  }

  async close() {
    this.process.kill('SIGTERM');
    await this.ended;
    fs.rmSync(this.folder, { recursive: true });
  }
}

// Passes bytes on to a server. `cut` breaks all connections, `limit` each connection after so many bytes of responses.
export class Proxy {
  cuts = 0;
  sockets = new Set();

  static async start(port, limit = Infinity) {
    const proxy = new Proxy();
    proxy.listener = net.createServer((client) => {
      const server = net.connect(port, '127.0.0.1');
      const end = () => {
        client.destroy();
        server.destroy();
      };
      let left = limit;
      server.on('data', (data) => {
        client.write(data);
        left -= data.length;
        if (left <= 0 && !client.destroyed) {
          ++proxy.cuts;
          end();
        }
      });
      client.on('data', (data) => server.write(data));
      for (const socket of [client, server]) {
        proxy.sockets.add(socket);
        socket.on('error', end).on('close', end).on('close', () => proxy.sockets.delete(socket));
      }
    });
    await new Promise((resolve) => proxy.listener.listen(0, '127.0.0.1', resolve));
    proxy.address = `127.0.0.1:${proxy.listener.address().port}`;
    return proxy;
  }

  cut() {
    ++this.cuts;
    for (const socket of this.sockets) socket.destroy();
  }

  close() {
    this.listener.close();
    this.cut();
  }
}

export async function all(iterable) {
  const items = [];
  for await (const item of iterable) items.push(item);
  return items;
}
