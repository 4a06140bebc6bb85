// The log's key and its signed checkpoints (c2sp.org/signed-note, c2sp.org/tlog-checkpoint).
import { concat, encode, equal, fromBase64, sha256 } from './bytes.js';
import { fail, require } from './wire.js';

// Unicode's property White_Space.
const WHITE_SPACE = '\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const NO_KEY_NAME = new RegExp(`[+\\x00-\\x1f\\x7f${WHITE_SPACE}]`, 'u');
const ONLY_WHITE_SPACE = new RegExp(`^[${WHITE_SPACE}]*$`, 'u');
// No log has this many witnesses. The bound is needed because a note is parsed before it is trusted.
const MOST_SIGNATURES = 100;
const ED25519 = 1;  // the first byte of a key of this kind

export const isWhiteSpace = (text: string): boolean => ONLY_WHITE_SPACE.test(text);
const isKeyName = (name: string): boolean => name !== '' && !NO_KEY_NAME.test(name);

export interface VerifierKey {
  name: string;
  id: Uint8Array;
  key: CryptoKey;
}

export interface Checkpoint {
  origin: string;
  size: bigint;
  root: Uint8Array;
}

export class InvalidKey extends Error {}

// Reads a verifier key, NAME+ID+KEY. Throws InvalidKey.
export async function openKey(text: string): Promise<VerifierKey> {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text.trim()) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || id === undefined || bytes === undefined || !isKeyName(name) || bytes.length !== 33 || bytes[0] !== ED25519)
    throw new InvalidKey('This is no verifier key. It has the form name+8 hexadecimal digits+base64.');
  const digest = await sha256(concat(encode(`${name}\n`), bytes));
  const keyId = Uint8Array.from(id.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  if (!equal(digest.subarray(0, 4), keyId)) throw new InvalidKey('The digits in this verifier key are not those of its key.');
  try {
    const key = await crypto.subtle.importKey('raw', bytes.slice(1), { name: 'Ed25519' }, false, ['verify']);
    return { name, id: keyId, key };
  } catch {
    throw new InvalidKey('This browser cannot use Ed25519 keys, or the key is no point of the curve.');
  }
}

interface Note {
  text: string;  // what is signed
  signatures: { signer: string; bytes: Uint8Array }[];
}

function readNote(note: string): Note {
  const end = note.lastIndexOf('\n\n');
  require(end >= 0 && note.endsWith('\n'), 'checkpoint', 'it is not a signed note');
  const lines = note.slice(end + 2).split('\n').slice(0, -1);
  require(lines.length > 0 && lines.length <= MOST_SIGNATURES, 'checkpoint', 'it has no signature, or too many');
  const signatures = lines.map((line) => {
    const [, signer, encoded] = /^\u2014 ([^ ]*) (.*)$/su.exec(line) ?? [];
    const bytes = encoded === undefined ? undefined : fromBase64(encoded);
    if (signer === undefined || !isKeyName(signer) || bytes === undefined || bytes.length <= 4)
      return fail('checkpoint', 'a line of its signatures is malformed');
    return { signer, bytes };
  });
  return { text: note.slice(0, end + 1), signatures };
}

// Reads a checkpoint that the key has signed. Throws a Refusal.
export async function openCheckpoint(note: string, key: VerifierKey): Promise<Checkpoint> {
  const { text, signatures } = readNote(note);
  const [, origin, digits, encodedRoot] = /^([^\n]+)\n(0|[1-9][0-9]{0,19})\n([^\n]*)\n/u.exec(text) ?? [];
  const root = encodedRoot === undefined ? undefined : fromBase64(encodedRoot);
  if (origin === undefined || digits === undefined || root?.length !== 32 || BigInt(digits) >= 1n << 64n)
    return fail('checkpoint', 'it is malformed');
  require(origin === key.name, 'checkpoint', `it is from another log, ${origin}`);
  const own = signatures.filter(({ signer, bytes }) => signer === key.name && equal(bytes.subarray(0, 4), key.id));
  require(own.length > 0, 'checkpoint', 'it is not signed by the key');
  for (const { bytes } of own) {
    const valid = await crypto.subtle.verify({ name: 'Ed25519' }, key.key, bytes.slice(4), encode(text) as BufferSource);
    require(valid, 'checkpoint', 'the signature is wrong');
  }
  return { origin, size: BigInt(digits), root };
}

// The names of those who signed a note, without a check of their signatures: for display alone.
export function signersOf(note: string): string[] {
  return readNote(note).signatures.map(({ signer }) => signer);
}
