// Drives the TypeScript client through scenario.json: scenario.mjs SERVER VKEY SCENARIO.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import fs from 'node:fs';
import { fromJson, toJson } from '@bufbuild/protobuf';
import { Client, codeName, pb, ValueContradicted, VerbatimError } from '@verbatim-claims/client';
import { openKey, verifyBundle } from '@verbatim-claims/verify';

if (globalThis.crypto === undefined) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

const [server, key, scenario] = process.argv.slice(2);
const client = new Client(server);
const services = Object.values(client.rpc);
const localName = (method) => method[0].toLowerCase() + method.slice(1);

function detailOf(error) {
  if (error instanceof ValueContradicted) return error.stated.kind.value.value;
  if (error.citation) return error.citation.passages[0].quote;
  return error.resource || error.violations.map(({ field }) => field).join(',');
}

async function run(step) {
  if (step.import) {
    const requests = step.import.map((request) => ({ request: fromJson(pb.CreateClaimRequestSchema, request) }));
    const outcomes = [];
    for await (const { claim, error } of client.importClaims(requests)) outcomes.push(claim ? claim.text : error.reason);
    return outcomes;
  }
  if (step.prove) {
    const opened = await openKey(fs.readFileSync(key, 'utf8').trim());
    return [(await verifyBundle(await client.getProofBundle(step.prove), opened)).verdict];
  }
  if (step.watch) {
    const types = [];
    for await (const { type } of client.watch(0, { filter: { resource: step.watch } })) {
      types.push(`ENTRY_TYPE_${pb.EntryType[type]}`);
      if (types.length === step.count) break;
    }
    return types;
  }
  const method = localName(step.method);
  try {
    const response = await services.find((service) => service[method])[method](fromJson(pb[`${step.method}RequestSchema`], step.request));
    const json = toJson(pb[`${step.method}ResponseSchema`], response);
    return step.show.map((path) => String(path.split('.').reduce((value, part) => value[part], json)));
  } catch (error) {
    if (!(error instanceof VerbatimError)) throw error;
    return [codeName(error.code), error.reason, detailOf(error)];
  }
}

const { steps } = JSON.parse(fs.readFileSync(scenario, 'utf8').replaceAll('{client}', 'typescript'));
for (const [number, step] of steps.entries()) assert.deepEqual(await run(step), step.outcome, `step ${number}`);
client.close();
console.log(`TypeScript: ${steps.length} steps`);
