// Makes messages of the contract from JavaScript's values. Every message may also be written as a plain object.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { CitationSchema } from './gen/verbatim/v1/citation_pb.js';
import type { ClaimSchema } from './gen/verbatim/v1/claim_pb.js';
import type { EntitySchema, StatementSchema, ValueSchema } from './gen/verbatim/v1/statement_pb.js';
import type { SpanSchema } from './gen/verbatim/v1/span_pb.js';

export type ClaimInit = MessageInitShape<typeof ClaimSchema>;
export type CitationInit = MessageInitShape<typeof CitationSchema>;
export type StatementInit = MessageInitShape<typeof StatementSchema>;
export type EntityInit = MessageInitShape<typeof EntitySchema>;
export type ValueInit = MessageInitShape<typeof ValueSchema>;
export type Bound = 'EXACT' | 'ABOUT' | 'AT_LEAST' | 'MORE_THAN' | 'AT_MOST' | 'LESS_THAN';
// What stands for a value: text, a number, a moment, or a value made by the functions below.
export type AnyValue = string | number | bigint | Date | ValueInit;

// A number as the contract writes it. Throws RangeError if it is none.
export function decimalString(number: number | bigint | string): string {
  const text = String(number);
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return text;
  const [, sign = '', whole = '', fraction = '', exponent] = /^([+-]?)(\d+)(?:\.(\d+))?e([+-]?\d+)$/i.exec(text) ?? [];
  if (exponent === undefined || Math.abs(Number(exponent)) > 64) throw new RangeError(`${text} is not a decimal number`);
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.slice(0, point).padEnd(point, '0') + (point < digits.length ? `.${digits.slice(point)}` : '');
}

export const entity = (label: string, uri = ''): ValueInit => ({ kind: { case: 'entity', value: { label, uri } } });

// A number with its unit. `upper` makes a range.
export function quantity(value: number | bigint | string, unit = '', options: { bound?: Bound; upper?: number | bigint | string } = {}): ValueInit {
  const upper = options.upper === undefined ? '' : decimalString(options.upper);
  const bound = upper === '' ? options.bound ?? 'EXACT' : 'RANGE';
  return { kind: { case: 'quantity', value: { value: decimalString(value), unit, bound, upper } } };
}

// A moment, or a time in EDTF (ISO 8601-2), such as 2025-09. JavaScript has no type for a day: write it as text.
export function time(when: Date | string): ValueInit {
  const edtf = typeof when === 'string' ? when : when.toISOString().replace(/\.\d+Z$/, 'Z');
  return { kind: { case: 'time', value: { edtf } } };
}

function toValue(value: AnyValue): ValueInit {
  if (typeof value === 'string') return { kind: { case: 'text', value } };
  if (typeof value === 'number' || typeof value === 'bigint') return quantity(value);
  return value instanceof Date ? time(value) : value;
}

export function statement(
  subject: string | EntityInit, predicate: string, object: AnyValue, qualifiers: Record<string, AnyValue> = {}): StatementInit {
  return {
    subject: typeof subject === 'string' ? { label: subject } : subject,
    predicate,
    object: toValue(object),
    qualifiers: Object.entries(qualifiers).map(([key, value]) => ({ predicate: key, value: toValue(value) })),
  };
}

// A quote of a revision, or of the latest revision of a document. Prefix, suffix or span choose among several places.
export function citation(
  quote: string, source: string, place: { prefix?: string; suffix?: string; span?: MessageInitShape<typeof SpanSchema> } = {}): CitationInit {
  return { quote, revision: source, ...place };
}

// A claim on one quote. `more` are its other fields.
export function claim(text: string, quote: string, source: string, more: Omit<ClaimInit & object, 'text' | '$typeName'> = {}): ClaimInit {
  return { ...more, text, citations: [citation(quote, source), ...(more.citations ?? [])] } as ClaimInit;
}
