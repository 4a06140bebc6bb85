// Checks what the server publishes with other projects' tools: JSON bodies against the OpenAPI description (ajv), Google's
// client of the Fact Check Tools API, and ClaimReviews (structured-data-testing-tool).
//
//   node formats.mjs HTTP_URL
import assert from 'node:assert/strict';
import factchecktools from '@googleapis/factchecktools';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import sdtt from 'structured-data-testing-tool';
import presets from 'structured-data-testing-tool/presets.js';

const url = process.argv[2];
const json = async (path, init) => {
  const response = await fetch(url + path, init);
  return { status: response.status, body: await response.json() };
};
const post = (path, body) =>
  json(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

// Content that the checks below read.
await post('/v1/documents', {
  documentId: 'formats',
  document: { uri: 'https://paper.example/brief', title: 'A brief', languageCode: 'en', publishTime: '2025-09-14T00:00:00Z' },
  content: { data: Buffer.from('Belarus freed fifty-two prisoners. The envoy left.').toString('base64') },
});
await post('/v1/claims', {
  claimId: 'formats',
  claim: { text: 'Fifty-two prisoners were freed', claimant: { name: 'The envoy' },
    citations: [{ revision: 'documents/formats', quote: 'freed fifty-two prisoners' }] },
});
await post('/v1/claims/formats/reviews', {
  reviewId: 'r',
  review: { reviewer: { name: 'Desk', uri: 'https://www.desk.example' }, uri: 'https://desk.example/1',
    publishDate: '2025-09-20', rating: { words: 'True', value: 5, best: 5, worst: 1 } },
});

// Every response to these paths has the schema that the description gives it.
const { body: openapi } = await json('/openapi.json');
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
for (const format of ['int32', 'int64', 'double']) ajv.addFormat(format, true);
ajv.addSchema(openapi, 'openapi.json');
// The schemas allow more fields, so that clients take those of later versions. Here each field must be described.
const strict = structuredClone(openapi);
for (const schema of Object.values(strict.components.schemas)) {
  if (schema.type === 'object' && schema.properties) schema.additionalProperties = false;
}
ajv.addSchema(strict, 'strict.json');
const pointer = (part) => part.replaceAll('~', '~0').replaceAll('/', '~1');
const check = (path, verb, code, type, body) => {
  const media = encodeURIComponent(pointer(type));
  const reference = code === 'Error'
    ? `strict.json#/components/responses/Error/content/${media}/schema`
    : `strict.json#/paths/${encodeURIComponent(pointer(path))}/${verb}/responses/${code}/content/${media}/schema`;
  const validate = ajv.compile({ $ref: reference });
  assert(validate(body), `${verb} ${path}: ${JSON.stringify(validate.errors)}\n${JSON.stringify(body)}`);
};
let checked = 0;
for (const [template, item] of Object.entries(openapi.paths)) {
  if (!item.get) continue;
  const path = template.replaceAll(/\{(name|claim|document|parent|after)\}/g, 'formats').replace('{revision}', '1')
    .replace('{review}', 'r').replace('{evidenceId}', 'e').replace('{link}', 'l').replace('{index}', '0');
  const type = Object.keys(item.get.responses['200'].content)[0];
  if (type !== 'application/json') continue;
  const query = path.includes('nclusionProof') ? '?size=2' : path.includes('onsistencyProof') ? '?from_size=1&to_size=2'
    : path.includes('batchGet') ? '?names=claims/formats' : '';
  const { status, body } = await json(path + query);
  check(template, 'get', status === 200 ? '200' : 'Error', 'application/json', body);
  checked += status === 200 ? 1 : 0;
}
assert(checked >= 20, `only ${checked} paths answered`);
const matched = await post('/v1/claims:match', { text: 'fifty-two prisoners' });
check('/v1/claims:match', 'post', '200', 'application/json', matched.body);
console.log(`openapi: ${checked} responses conform`);

// Google's client, of which only the address changes.
const client = factchecktools.factchecktools({ version: 'v1alpha1', rootUrl: `${url}/`, auth: 'a key' });
let found;  // once the index has followed the log
for (let i = 0; i < 200 && !found?.data.claims; ++i) {
  if (i > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  found = await client.claims.search({ query: 'prisoners freed', languageCode: 'en-US' });
}
assert.equal(found.data.claims[0].text, 'Fifty-two prisoners were freed');
assert.equal(found.data.claims[0].claimReview[0].publisher.site, 'desk.example');
await assert.rejects(client.claims.search({}), (error) => error.status === 400 || error.code === 400);
const pages = await client.pages.list({ organization: 'desk.example' });
assert.equal(pages.data.claimReviewMarkupPages[0].claimReviewMarkups[0].rating.textualRating, 'True');
console.log('factchecktools: ok');

// ClaimReviews as search engines read them.
const page = (data) => `<html><script type="application/ld+json">${JSON.stringify(data)}</script></html>`;
for (const path of ['/v1/claims/formats/claim-review.jsonld', '/v1/feeds/claim-review.json']) {
  const { body } = await json(path);
  const reviews = body.dataFeedElement ? body.dataFeedElement.map((item) => item.item[0]) : [body];
  for (const review of reviews) {
    const result = await sdtt.structuredDataTest(page({ '@context': 'https://schema.org', ...review }),
      { presets: [presets.ClaimReview ?? presets.Google], schemas: ['ClaimReview'] }).catch((error) => error.res ?? error);
    assert.deepEqual(result.failed, [], path);
    assert(result.passed.length > 0);
  }
}
console.log('structured data: ok');
