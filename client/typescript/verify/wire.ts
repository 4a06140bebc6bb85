// Parses the bytes of protobuf messages, strictly: what two parsers could read differently is refused. Uses no library, so
// that a verifier depends on nothing but this folder.

// Why a bundle does not prove what it should.
export type Verdict = 'PROVEN' | 'FAILED' | 'NOT_SHOWN' | 'NEWER';

export class Refusal extends Error {
  constructor(
    readonly verdict: Exclude<Verdict, 'PROVEN'>,
    // bundle, checkpoint, entry, payload, erasure, revision, sentence, quote or text
    readonly check: string,
    message: string,
  ) {
    super(message);
  }
}

export function fail(check: string, message: string): never {
  throw new Refusal('FAILED', check, message);
}

export function require(condition: unknown, check: string, message: string): asserts condition {
  if (!condition) fail(check, message);
}

// Refuses what only a newer version can have made.
export function know(condition: unknown, check: string, message: string): asserts condition {
  if (!condition) throw new Refusal('NEWER', check, `made by a newer version: ${message}`);
}

// A message is described by the kind of each field, by number. A description in an array stands for a repeated field.
export type Kind = 'int' | 'fixed64' | 'bytes' | 'text' | Shape;
export interface Shape {
  readonly fields: ReadonlyMap<number, Kind | readonly [Kind]>;
  // Fields of which a message may have only one.
  readonly oneOf?: ReadonlySet<number>;
}

export function shape(fields: Record<number, Kind | readonly [Kind]>, oneOf: number[] = []): Shape {
  return { fields: new Map(Object.entries(fields).map(([number, kind]) => [Number(number), kind])), oneOf: new Set(oneOf) };
}

// The same kind for each of these numbers.
export function each(kind: Kind | readonly [Kind], ...numbers: number[]): Record<number, Kind | readonly [Kind]> {
  return Object.fromEntries(numbers.map((number) => [number, kind]));
}

type Value = bigint | Uint8Array | string | Message | Value[];

// The fields of a message that are there.
export class Message {
  readonly values = new Map<number, Value>();

  has(number: number): boolean {
    return this.values.has(number);
  }
  int(number: number): bigint {
    return (this.values.get(number) as bigint | undefined) ?? 0n;
  }
  bytes(number: number): Uint8Array {
    return (this.values.get(number) as Uint8Array | undefined) ?? new Uint8Array();
  }
  text(number: number): string {
    return (this.values.get(number) as string | undefined) ?? '';
  }
  message(number: number): Message {
    return (this.values.get(number) as Message | undefined) ?? new Message();
  }
  list<T extends Value>(number: number): T[] {
    return (this.values.get(number) as T[] | undefined) ?? [];
  }
}

const MALFORMED = 'not a proof bundle: it is no message of protobuf';
// A fatal decoder that keeps a byte order mark.
const decoder = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

class Reader {
  private at = 0;
  constructor(private readonly data: Uint8Array) {}

  get done(): boolean {
    return this.at === this.data.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let length = 0; length < 10; ++length) {
      const byte = this.data[this.at++];
      require(byte !== undefined, 'bundle', 'not a proof bundle: it is cut off');
      value |= BigInt(byte & 0x7f) << BigInt(7 * length);
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    return fail('bundle', MALFORMED);
  }

  take(length: bigint): Uint8Array {
    require(length <= BigInt(this.data.length - this.at), 'bundle', 'not a proof bundle: it is cut off');
    const end = this.at + Number(length);
    const bytes = this.data.subarray(this.at, end);
    this.at = end;
    return bytes;
  }
}

function wireTypeOf(kind: Kind): number {
  return kind === 'int' ? 0 : kind === 'fixed64' ? 1 : 2;
}

// Parses a message. A field that is not described means that a newer version made the message, or is ignored.
export function parse(data: Uint8Array, described: Shape, unknown: 'is newer' | 'is ignored'): Message {
  const message = new Message();
  const reader = new Reader(data);
  let chosen = false;
  while (!reader.done) {
    const tag = reader.varint();
    const number = Number(tag >> 3n);
    const wireType = Number(tag & 7n);
    require(number > 0 && number < 1 << 29 && [0, 1, 2, 5].includes(wireType), 'bundle', MALFORMED);
    const integer = wireType === 0 ? reader.varint() : 0n;
    const bytes = wireType === 0 ? new Uint8Array() : reader.take(wireType === 1 ? 8n : wireType === 5 ? 4n : reader.varint());
    const found = described.fields.get(number);
    if (found === undefined) {
      know(unknown === 'is ignored', 'bundle', `field ${number} of the bundle is not known`);
      continue;
    }
    const repeated = Array.isArray(found);
    const kind = (repeated ? found[0] : found) as Kind;
    const packed = repeated && wireType === 2 && (kind === 'int' || kind === 'fixed64');
    require(wireType === wireTypeOf(kind) || packed, 'bundle', `field ${number} of a message has a wrong wire type`);
    const again = !repeated && message.has(number);
    const excluded = described.oneOf?.has(number) === true && chosen;
    require(!again && !excluded, 'bundle', `field ${number} of a message occurs twice, or beside another that excludes it`);
    chosen ||= described.oneOf?.has(number) === true;
    const value = valueOf(kind, integer, bytes, unknown);
    if (repeated) {
      const list = message.values.get(number) as Value[] | undefined;
      if (list === undefined) message.values.set(number, [value]);
      else list.push(value);
    } else {
      message.values.set(number, value);
    }
  }
  return message;
}

function valueOf(kind: Kind, integer: bigint, bytes: Uint8Array, unknown: 'is newer' | 'is ignored'): Value {
  if (kind === 'int') return integer;
  if (kind === 'bytes' || kind === 'fixed64') return bytes;
  if (kind !== 'text') return parse(bytes, kind, unknown);
  try {
    return decoder().decode(bytes);
  } catch {
    return fail('bundle', 'not a proof bundle: a text is not UTF-8');
  }
}
