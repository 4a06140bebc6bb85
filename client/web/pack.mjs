// Packs a folder into one file: node pack.mjs FOLDER PACK. For each file, PACK has a line with its path, media type, size
// and compressed size, separated by tabs, then its bytes, then its compressed bytes. service/http/pages/page_files.cc reads
// it. A compressed size of 0 means that compression saves nothing.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

const [folder, pack] = process.argv.slice(2);
const names = fs.readdirSync(folder, { recursive: true }).filter((name) => fs.statSync(path.join(folder, name)).isFile()).sort();
const parts = [];
for (const name of names) {
  const type = TYPES[path.extname(name)];
  if (type === undefined) throw new Error(`pack.mjs: ${name} has no media type`);
  const bytes = fs.readFileSync(path.join(folder, name));
  let gzip = zlib.gzipSync(bytes, { level: 9 });
  if (gzip.length >= bytes.length) gzip = Buffer.alloc(0);
  parts.push(Buffer.from(`${name}\t${type}\t${bytes.length}\t${gzip.length}\n`), bytes, gzip);
}
fs.writeFileSync(pack, Buffer.concat(parts));
