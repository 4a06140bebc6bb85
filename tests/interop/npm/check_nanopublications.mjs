// Checks each nanopublication of a TriG file with nanopub-rs: its form, its IRIs and its trusty URI.
//
//   node check_nanopublications.mjs FILE
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
// The package's entry for Node needs a flag of Node, so this is its entry for browsers.
import init, { Nanopub } from './node_modules/@nanopub/sign/web.js';

const wasm = new URL('./node_modules/@nanopub/sign/web_bg.wasm', import.meta.url);
await init({ module_or_path: fs.readFileSync(fileURLToPath(wasm)) });
const pieces = fs.readFileSync(process.argv[2], 'utf8').split(/^(?=@prefix this:)/m).filter((piece) => piece.trim());
for (const piece of pieces) {
  const [, uri] = piece.match(/^@prefix this: <([^>]+)>/);
  let info;
  try {
    info = new Nanopub(piece).check().info();
  } catch (error) {
    console.error(`${uri}: ${error}`);
    process.exit(1);
  }
  if (!uri.endsWith(info.trusty_hash)) {
    console.error(`${uri}: its content has the artifact code ${info.trusty_hash}`);
    process.exit(1);
  }
}
console.log(`${process.argv[2]}: ${pieces.length} nanopublications are valid`);
