// Expands JSON-LD documents with jsonld.js in safe mode, which refuses to drop anything.
//
//   node check_json_ld.mjs CONTEXTS FILE...
//
// CONTEXTS is the folder of the contexts (tests/interop/contexts). A FILE is one document, or one document a line.
import fs from 'node:fs';
import path from 'node:path';
import jsonld from 'jsonld';

const [contexts, ...files] = process.argv.slice(2);
const names = { 'schema.org': 'schema-org.jsonld', 'www.w3.org/ns/anno.jsonld': 'anno.jsonld' };
const documentLoader = async (url) => {
  const name = names[url.replace(/^https?:\/\/|\/$/g, '')];
  if (!name) throw new Error(`no local context for ${url}`);
  return { documentUrl: url, document: JSON.parse(fs.readFileSync(path.join(contexts, name), 'utf8')) };
};
const read = (text) => {
  try {
    return [JSON.parse(text)];
  } catch {
    return text.split('\n').filter((line) => line.trim()).map((line) => JSON.parse(line));
  }
};
for (const file of files) {
  const documents = read(fs.readFileSync(file, 'utf8'));
  for (const document of documents) {
    const quads = await jsonld.toRDF(document, { documentLoader, safe: true, format: 'application/n-quads' });
    if (!quads) throw new Error(`${file}: a document is empty`);
  }
  console.log(`${file}: ${documents.length} documents are expanded without loss`);
}
