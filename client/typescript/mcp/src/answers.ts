// What tools and resources answer: short texts for a model, of bounded size.
import { type pb, QuoteAmbiguous, QuoteNotFound, ValueContradicted, VerbatimError } from '@verbatim-claims/client';

// Characters of an answer. A model's context is shared by all that it reads, so an answer is a page, not a book.
export const MOST_CHARACTERS = 16_000;
// Of one quoted text within an answer.
const MOST_OF_A_TEXT = 1_000;
const MOST_PASSAGES = 5;

export interface Answer {
  [key: string]: unknown;
  content: { type: 'text'; text: string }[];
  isError?: boolean;
}

export function shorten(text: string, most = MOST_OF_A_TEXT): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}… (${characters.length - most} more characters)`;
}

// Joins lines up to the bound of an answer, and says how many are left out and how to see them.
export function lines(all: readonly string[], more: string): string {
  const kept: string[] = [];
  let size = 0;
  for (const line of all) {
    size += line.length + 1;
    if (kept.length > 0 && size > MOST_CHARACTERS) return [...kept, `(${all.length - kept.length} more. ${more})`].join('\n');
    kept.push(shorten(line, MOST_CHARACTERS));
  }
  return kept.join('\n');
}

export const answer = (text: string): Answer => ({ content: [{ type: 'text', text: shorten(text, MOST_CHARACTERS + 1_000) }] });

export function showValue(value: pb.Value | undefined): string {
  const kind = value?.kind;
  switch (kind?.case) {
    case 'entity':
      return kind.value.label;
    case 'quantity': {
      const { value: number, upper, bound, unit } = kind.value;
      const shown = bound === 'RANGE' ? `${number} to ${upper}` : bound === 'EXACT' || bound === '' ? number : `${bound} ${number}`;
      return unit === '' ? shown : `${shown} ${unit}`;
    }
    case 'time':
      return kind.value.edtf;
    case 'text':
      return kind.value;
    default:
      return 'nothing';
  }
}

const CLAIM_STATES = ['', 'active', 'retracted', 'erased'];
const ANCHORINGS = ['', 'current', 'moved', 'edited', 'lost'];

export function showClaim(claim: pb.Claim): string {
  const state = CLAIM_STATES[claim.state] ?? '';
  const shown = [`${claim.name}${state === '' || state === 'active' ? '' : ` (${state}: ${claim.stateReason})`}: ${shorten(claim.text)}`];
  for (const { revision, quote, erased } of claim.citations) shown.push(`  ${revision}: ${erased ? '(erased)' : `»${shorten(quote)}«`}`);
  const { anchoring } = claim;
  const where = ANCHORINGS[anchoring?.state ?? 0] ?? '';
  if (where !== '' && where !== 'current') shown.push(`  in ${anchoring!.revision}: ${where}${anchoring!.quote ? `, now »${shorten(anchoring!.quote)}«` : ''}`);
  return shown.join('\n');
}

const showPassage = ({ prefix, quote, suffix }: pb.Passage) => `  …${prefix}»${shorten(quote)}«${suffix}…`;

// What a model needs to know about a failed call, above all how to mend a refused quote.
export function failure(thrown: unknown): Answer {
  return { ...answer(explain(thrown)), isError: true };
}

function explain(thrown: unknown): string {
  if (!(thrown instanceof VerbatimError)) return thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof QuoteNotFound) {
    const { nearest } = thrown;
    if (nearest === undefined) return 'Not recorded: the quote is not in the source, and nothing there is similar. Read the source again (read_source), or do not make this claim.';
    return ['Not recorded: the quote is not in the source, letter for letter. The nearest words there are:', showPassage(nearest),
      'If these words support the claim, repeat the call with exactly the words between » and « as the quote. If they say something else, such as another number, correct the claim.'].join('\n');
  }
  if (thrown instanceof QuoteAmbiguous) {
    return [`Not recorded: the quote occurs ${thrown.placeCount} times in the source. Quote more words around it, or give the prefix or suffix of the place that you mean:`,
      ...thrown.places.slice(0, MOST_PASSAGES).map(showPassage)].join('\n');
  }
  if (thrown instanceof ValueContradicted) {
    return ['Not recorded: the quote states another value than the claim.',
      ...thrown.contradicted.map(({ claimed, attestation }) =>
        `  claimed: ${showValue(claimed)}; the quote says ${showValue(attestation?.stated)} (»${attestation?.surface ?? ''}«)`),
      'Correct the claim, or quote the words that state its value.'].join('\n');
  }
  const fields = thrown.violations.map(({ field, description }) => `  ${field}: ${description}`);
  return [thrown.message, ...fields].join('\n');
}
