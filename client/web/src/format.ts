// Text for readers: dates and numbers in the reader's locale, values of statements, names.
import { type Timestamp, timestampDate } from '@bufbuild/protobuf/wkt';
import type { Value } from '@verbatim-claims/client/pb';

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const NUMBER = new Intl.NumberFormat();
const PERCENT = new Intl.NumberFormat(undefined, { style: 'percent' });

export const day = (time: Timestamp): string => DAY.format(timestampDate(time));
export const moment = (time: Timestamp): string => MOMENT.format(timestampDate(time));
export const number = (value: number | bigint): string => NUMBER.format(value);
export const percent = (value: number): string => PERCENT.format(value);
export const count = (value: number | bigint, one: string, many: string): string =>
  `${number(value)} ${value == 1 ? one : many}`;

const BOUNDS: Record<string, string> = {
  ABOUT: 'about ', AT_LEAST: 'at least ', MORE_THAN: 'more than ', AT_MOST: 'at most ', LESS_THAN: 'less than ',
};

export function valueText(value: Value | undefined): string {
  switch (value?.kind.case) {
    case 'entity':
      return value.kind.value.label;
    case 'quantity': {
      const { value: figure, upper, bound, unit } = value.kind.value;
      return `${BOUNDS[bound] ?? ''}${figure}${upper === '' ? '' : ` to ${upper}`}${unit === '' ? '' : ` ${unit}`}`;
    }
    case 'time':
      return value.kind.value.edtf;
    case 'text':
      return value.kind.value;
    default:
      return '';
  }
}

// The last segment of a name: freed of claims/freed.
export const idOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
export const documentOf = (name: string): string => name.split('/').slice(0, 2).join('/');
export const revisionNumber = (name: string): number => Number(idOf(name));

// Characters that control the direction of text could make a title show in another order than it has, and make its
// neighbours do so.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

// A line of foreign text, with characters that control its display replaced by their code points.
export function line(text: string): string {
  return text.replace(CONTROLS, (c) => `\u27e8U+${c.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}\u27e9`);
}

// A URI that is safe to link, or undefined.
export function safeLink(uri: string): string | undefined {
  return /^https?:\/\//i.test(uri) ? uri : undefined;
}

// The address of words in a page (Text Fragments of the WICG). Long quotes are named by their first and last words.
export function textFragment(uri: string, quote: string): string | undefined {
  const page = safeLink(uri);
  if (page === undefined) return undefined;
  const escape = (text: string) => encodeURIComponent(text).replace(/-/g, '%2D');
  const words = quote.trim().split(/\s+/u);
  const LONGEST = 20;  // words that are named one by one
  const EDGE = 6;
  const directive = words.length <= LONGEST
    ? escape(quote.trim())
    : `${escape(words.slice(0, EDGE).join(' '))},${escape(words.slice(-EDGE).join(' '))}`;
  return `${page.split('#', 1)[0]}#:~:text=${directive}`;
}
