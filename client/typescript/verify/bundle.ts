// Verifies proof bundles offline, with nothing but the log's key. Shares no code with the C++ verifier (client/verify) and
// client/python/verify.py, and has the same verdicts: tests/data/odd_bundles.jsonl holds all three to them.
import { bigEndian, concat, encode, equal, sha256 } from './bytes.js';
import { type Checkpoint, isWhiteSpace, openCheckpoint, type VerifierKey } from './checkpoint.js';
import {
  BUNDLE, CLAIM, DOCUMENT, ERASED, ERASING_TYPES, EVIDENCE, PAYLOAD, REMAINS, resourceOf, RESOURCES_OF_TYPES, REVISION, sentenceIndex,
} from './shapes.js';
import { isIncluded } from './tree.js';
import { fail, know, type Message, parse, Refusal, require, type Verdict } from './wire.js';

export type { Verdict } from './wire.js';

// One check and its result.
export interface Check {
  name: string;  // bundle, checkpoint, entry, payload, erasure, revision, sentence, quote or text
  verdict: Verdict;
  detail: string;  // what is proven, or what is wrong
}

export interface Verification {
  verdict: Verdict;
  checks: Check[];  // in order; the first that is not proven is the last check
  resource: string;  // the name of what the bundle proves; empty if the entry is not proven
}

// Verifies a serialized ProofBundle.
export async function verifyBundle(bytes: Uint8Array, key: VerifierKey): Promise<Verification> {
  const verifier = new Verifier(key);
  try {
    await verifier.run(bytes);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    verifier.checks.push({ name: error.check, verdict: error.verdict, detail: error.message });
  }
  return { verdict: verifier.checks.at(-1)?.verdict ?? 'FAILED', checks: verifier.checks, resource: verifier.resource };
}

interface Entry {
  type: number;
  name: string;
  kind: number;  // the field of the payload with the resource
  payload: Message | undefined;  // undefined if the bundle does not contain it
}

interface Sentence {
  start: bigint;
  end: bigint;
  text: Uint8Array;
}

interface ProvenRevision {
  sentences: Map<string, Sentence>;
  text: Uint8Array | undefined;
}

const documentOf = (revision: string) => revision.split('/revisions/', 1)[0] ?? '';
const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

function isErased(resource: Message, kind: number): boolean {
  const field = ERASED[kind];
  return field !== undefined && (kind === DOCUMENT || kind === CLAIM ? resource.has(field) : resource.int(field) !== 0n);
}

// Reads the parts of a leaf that matter here. service/log/leaf.h describes the bytes.
function readLeaf(leaf: Uint8Array, index: bigint): { type: number; digest: Uint8Array; name: string } {
  know(leaf.length === 0 || leaf[0] === 1, 'entry', `the format of entry ${index} is not known`);
  const malformed = `entry ${index}: malformed leaf`;
  const number = (at: number) => (leaf[at] ?? 0) * 256 + (leaf[at + 1] ?? 0);
  const strings: Uint8Array[] = [];
  let at = 43;
  for (let i = 0; i < 3; ++i) {
    require(at + 2 <= leaf.length && at + 2 + number(at) <= leaf.length, 'entry', malformed);
    strings.push(leaf.subarray(at + 2, at + 2 + number(at)));
    at += 2 + number(at);
  }
  require(at === leaf.length, 'entry', malformed);
  return { type: number(1), digest: leaf.subarray(11, 43), name: decode(strings[0] ?? new Uint8Array()) };
}

class Verifier {
  readonly checks: Check[] = [];
  resource = '';
  private checkpoint: Checkpoint = { origin: '', size: 0n, root: new Uint8Array() };

  constructor(private readonly key: VerifierKey) {}

  async run(bytes: Uint8Array): Promise<void> {
    require(bytes.length > 0, 'bundle', 'not a proof bundle: it is empty');
    const bundle = parse(bytes, BUNDLE, 'is newer');
    this.checkpoint = await openCheckpoint(bundle.text(1), this.key);
    this.pass('checkpoint', `signed by ${this.checkpoint.origin}, with ${this.checkpoint.size} entries`);
    const proof = bundle.message(2);
    const entry = await this.checkEntry(proof);
    this.resource = entry.name;
    this.pass('entry', `${entry.name} is entry ${proof.int(1)} of the log`);
    const resource = entry.payload?.message(entry.kind);
    const erased = resource !== undefined && isErased(resource, entry.kind);
    const cites = (entry.kind === CLAIM || entry.kind === EVIDENCE) && resource !== undefined && !erased;
    const citations = !cites ? [] : entry.kind === CLAIM ? resource.list<Message>(6) : resource.has(2) ? [resource.message(2)] : [];
    const erasures = await this.checkErasures(bundle.list<Message>(4), entry, citations);
    const proofs = bundle.list<Message>(3);
    if (erased && entry.kind !== DOCUMENT) {
      this.checkRemains(resource, entry);
      require(proofs.length === 0, 'revision', `${entry.name} is erased, but the bundle proves a revision`);
    } else if (resource !== undefined && !cites) {
      // The bundle of a revision may contain the revision's own text.
      for (const other of proofs) require(isSameEntry(other.message(1), proof), 'revision', 'the bundle also proves another resource');
    }
    const revisions = await this.checkRevisions(proofs);
    if (resource === undefined) {
      const missing = erasures > 0 ? 'was erased' : 'is not in the bundle; only the leaf is proven';
      throw new Refusal('NOT_SHOWN', 'payload', `what the entry records of ${entry.name} ${missing}`);
    }
    this.pass('payload', `${entry.name} is as it was recorded`);
    if (cites) await this.checkQuotes(citations, revisions);
  }

  private pass(name: string, detail: string): void {
    this.checks.push({ name, verdict: 'PROVEN', detail });
  }

  // Checks an EntryProof.
  private async checkEntry(proof: Message): Promise<Entry> {
    const index = proof.int(1);
    const leaf = proof.bytes(2);
    const { size, root } = this.checkpoint;
    require(await isIncluded(leaf, index, size, proof.list<Uint8Array>(4), root), 'entry', `entry ${index} is not in the log`);
    const { type, digest, name } = readLeaf(leaf, index);
    const kinds = RESOURCES_OF_TYPES[type - 1];
    know(kinds !== undefined, 'entry', `the type ${type} of entry ${index} is not known`);
    const kind = resourceOf(name);
    know(kind !== undefined, 'entry', `the path ${name} is not known`);
    require(kinds.includes(kind), 'entry', `entry ${index}: entries of its type do not record ${name}`);
    const bytes = proof.bytes(3);
    if (bytes.length === 0) return { type, name, kind, payload: undefined };
    require(equal(await sha256(bytes), digest), 'payload', `entry ${index}: the payload is not what was recorded`);
    const payload = parse(bytes, PAYLOAD, 'is ignored');
    require(payload.has(kind) && payload.message(kind).text(1) === name, 'payload', `entry ${index}: the payload is of another resource`);
    require(isErased(payload.message(kind), kind) === ERASING_TYPES.includes(type), 'payload',
      `entry ${index}: its type and its payload differ on whether ${name} is erased`);
    return { type, name, kind, payload };
  }

  // Checks that nothing is left of an erased claim, or of its evidence, reviews and links, but the fields that remain.
  private checkRemains(resource: Message, entry: Entry): void {
    // A field that has its default value is not set. A message, which is bytes here, is set even if it is empty.
    const isSet = (value: unknown) => value !== '' && value !== 0n;
    const remains = REMAINS[entry.kind] ?? [];
    const left = [...resource.values].filter(([number, value]) => !remains.includes(number) && isSet(value));
    const words = entry.kind === EVIDENCE ? [...resource.message(2).values] : [];
    const quoted = words.filter(([number, value]) => number !== 1 && isSet(value) && !(value instanceof Uint8Array && value.length === 0));
    require(left.length + quoted.length === 0, 'payload', `${entry.name} is marked as erased but still contains words`);
  }

  // Checks the entries that erased documents. The bundle must leave out something of each document.
  private async checkErasures(proofs: Message[], entry: Entry, citations: Message[]): Promise<number> {
    const leftOut = citations.filter((citation) => citation.int(9) !== 0n).map((citation) => documentOf(citation.text(1)));
    const documents = new Set(entry.payload === undefined ? [...leftOut, documentOf(entry.name)] : leftOut);
    for (const proof of proofs) {
      const { name, kind, payload } = await this.checkEntry(proof);
      const document = payload?.message(DOCUMENT);
      require(document !== undefined && kind === DOCUMENT && isErased(document, DOCUMENT), 'erasure',
        `entry ${proof.int(1)} does not record an erasure`);
      require(documents.delete(name), 'erasure', `the bundle leaves out nothing of ${name}, or has its erasure twice`);
      const erasure = document.message(14);
      this.pass('erasure', `${name} was erased, requested by ${erasure.text(1)}: ${erasure.text(2)}`);
    }
    return proofs.length;
  }

  private async checkRevisions(proofs: Message[]): Promise<Map<string, ProvenRevision>> {
    const revisions = new Map<string, ProvenRevision>();
    for (const proof of proofs) {
      const { name, kind, payload } = await this.checkEntry(proof.message(1));
      require(payload !== undefined && kind === REVISION, 'revision', `the payload of ${name} is missing`);
      require(!revisions.has(name), 'revision', `the bundle proves ${name} twice`);
      revisions.set(name, await this.checkRevision(name, payload, proof));
    }
    return revisions;
  }

  private async checkRevision(name: string, payload: Message, proof: Message): Promise<ProvenRevision> {
    const revision = payload.message(REVISION);
    const sentences = new Map<string, Sentence>();
    let previous = -1n;
    for (const sentence of proof.list<Message>(2)) {
      const [index, start, end] = [sentence.int(1), sentence.int(2), sentence.int(3)];
      const text = encode(sentence.text(4));
      require(previous < index, 'sentence', `the sentences of ${name} are not in the order of the text, or one is there twice`);
      previous = index;
      const leaf = concat(bigEndian(start, 8), bigEndian(end, 8), text);
      const proven = await isIncluded(leaf, index, revision.int(7), sentence.list<Uint8Array>(5), payload.bytes(7));
      require(proven && isRange(start, end, text.length), 'sentence', `${name} does not contain its sentence ${index}`);
      sentences.set(`${name}/sentences/${index}`, { start, end, text });
    }
    if (sentences.size > 0) this.pass('sentence', `${sentences.size} of the ${revision.int(7)} sentences of ${name}`);
    const text = encode(proof.text(3));
    if (text.length === 0) return { sentences, text: undefined };
    require(equal(await sha256(text), revision.bytes(3)), 'text', `it is not the text of ${name}`);
    this.pass('text', `the text of ${name}`);
    return { sentences, text };
  }

  private async checkQuotes(citations: Message[], revisions: Map<string, ProvenRevision>): Promise<void> {
    require(citations.length > 0, 'quote', 'there are no citations');
    const needed = new Set<string>();
    for (const citation of citations) {
      const name = citation.text(1);
      if (citation.int(9) !== 0n) {
        const words = [2, 3, 4, 11].some((number) => citation.text(number) !== '') || citation.bytes(7).length > 0 || citation.list(8).length > 0;
        require(!words, 'quote', 'it is marked as erased but still present');
        this.pass('quote', `words of ${name}, erased`);
        continue;
      }
      const revision = revisions.get(name);
      if (revision === undefined) return fail('quote', `the bundle does not prove ${name}`);
      needed.add(name);
      await checkQuote(citation, revision);
      const span = citation.message(5);
      this.pass('quote', `\u00bb${citation.text(2)}\u00ab found in ${name}, bytes ${span.int(1)} to ${span.int(2)}`);
    }
    for (const name of revisions.keys()) require(needed.has(name), 'revision', `nothing cites ${name}, which the bundle proves`);
  }
}

// Whether a span has this many bytes.
function isRange(start: bigint, end: bigint, length: number): boolean {
  return start < 1n << 63n && end < 1n << 63n && end - start === BigInt(length);
}

async function checkQuote(citation: Message, revision: ProvenRevision): Promise<void> {
  const quote = encode(citation.text(2));
  const start = citation.message(5).int(1);
  const end = citation.message(5).int(2);
  require(quote.length > 0 && equal(await sha256(quote), citation.bytes(7)) && isRange(start, end, quote.length), 'quote',
    'it does not match its digest and span');
  if (revision.text !== undefined) {
    const words = end <= BigInt(revision.text.length) ? revision.text.subarray(Number(start), Number(end)) : new Uint8Array();
    require(equal(words, quote), 'quote', `it is not in ${citation.text(1)}`);
  } else {
    checkSentences(citation, revision, quote, start);
  }
}

// Checks that the sentences are consecutive and that the quote is their words and the white space around them.
function checkSentences(citation: Message, revision: ProvenRevision, quote: Uint8Array, start: bigint): void {
  const names = citation.list<string>(6);
  require(names.length > 0 && revision.sentences.size > 0, 'quote', 'nothing proves its words');
  const sentences: Sentence[] = [];
  const indexes: bigint[] = [];
  for (const name of names) {
    const index = sentenceIndex(name);
    know(index !== undefined, 'quote', `the path ${name} is not known`);
    const sentence = revision.sentences.get(name);
    require(sentence !== undefined, 'quote', `the bundle does not prove its sentences in ${citation.text(1)}`);
    sentences.push(sentence);
    indexes.push(index);
  }
  indexes.forEach((index, i) => require(index === (indexes[0] ?? 0n) + BigInt(i), 'quote', 'its sentences are not consecutive'));
  const end = start + BigInt(quote.length);
  const ofQuote = (from: bigint, to: bigint) => quote.subarray(Number(from - start), Number(to - start));
  let shown = start;
  for (const { start: s, end: e, text } of sentences) {
    const a = s > start ? s : start;
    const b = e < end ? e : end;
    require(a < b && equal(text.subarray(Number(a - s), Number(b - s)), ofQuote(a, b)), 'quote', `it is not in ${citation.text(1)}`);
    require(shown <= a && isWhiteSpace(decode(ofQuote(shown, a))), 'quote', 'its sentences do not contain all of it');
    shown = b;
  }
  require(isWhiteSpace(decode(ofQuote(shown, end))), 'quote', 'its sentences do not contain all of it');
}

function isSameEntry(one: Message, other: Message): boolean {
  const [hashes, others] = [one.list<Uint8Array>(4), other.list<Uint8Array>(4)];
  return one.int(1) === other.int(1) && equal(one.bytes(2), other.bytes(2)) && equal(one.bytes(3), other.bytes(3)) &&
    hashes.length === others.length && hashes.every((hash, i) => equal(hash, others[i] ?? new Uint8Array()));
}
