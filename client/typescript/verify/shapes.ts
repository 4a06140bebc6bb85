// The messages that a verifier reads, and what entries of each type record. proto/verbatim/v1 and service/log/leaf.h define
// them.
import { each, shape } from './wire.js';

// The fields of EntryPayload with a resource.
export const DOCUMENT = 3, REVISION = 4, CLAIM = 5, EVIDENCE = 9, REVIEW = 10, LINK = 11;

// proof.proto
export const ENTRY_PROOF = shape({ 1: 'int', 2: 'bytes', 3: 'bytes', 4: ['bytes'] });
const SENTENCE_PROOF = shape({ ...each('int', 1, 2, 3), 4: 'text', 5: ['bytes'] });
const REVISION_PROOF = shape({ 1: ENTRY_PROOF, 2: [SENTENCE_PROOF], 3: 'text' });
export const BUNDLE = shape({ 1: 'text', 2: ENTRY_PROOF, 3: [REVISION_PROOF], 4: [ENTRY_PROOF] });

// log_entry.proto, and the resources in it. Messages that are not read are bytes here.
const SPAN = shape(each('int', 1, 2, 3, 4, 5, 6));
const ERASURE = shape({ 1: 'text', 2: 'text', 3: 'bytes' });
const CITATION = shape({ ...each('text', 1, 2, 3, 4, 11), 5: SPAN, 6: ['text'], 7: 'bytes', 8: ['bytes'], ...each('int', 9, 10) });
const RESOURCES = {
  [DOCUMENT]: shape({ ...each('text', 1, 2, 3, 5, 7, 8, 13), 4: ['text'], ...each('bytes', 6, 11, 12), ...each('int', 9, 10, 15), 14: ERASURE }),
  [REVISION]: shape({ ...each('text', 1, 2, 5), ...each('bytes', 3, 4, 8, 9, 12), ...each('int', 6, 7, 10, 11, 14), 13: ['bytes'] }),
  [CLAIM]: shape({
    ...each('text', 1, 2, 5, 9, 10, 15, 18, 19), ...each('bytes', 3, 4, 7, 11, 13, 14), 6: [CITATION], ...each('int', 8, 16),
    ...each(['bytes'], 12, 17), 20: ['text'], 21: ERASURE,
  }),
  [EVIDENCE]: shape({ ...each('text', 1, 4, 9, 11), 2: CITATION, ...each('int', 3, 7, 8, 12), ...each('bytes', 5, 6, 10) }),
  [REVIEW]: shape({ ...each('text', 1, 4, 5, 6, 8, 11, 12, 16, 18, 19), ...each('bytes', 2, 3, 9, 14, 15), 7: ['text'], ...each('int', 10, 13, 17, 20) }),
  [LINK]: shape({ ...each('text', 1, 3, 4, 9, 11), ...each('int', 2, 7, 8, 12), ...each('bytes', 5, 6, 10) }),
};
export const PAYLOAD = shape(
  { ...each('bytes', 1, 2, 6, 7, 15, 16), ...RESOURCES, 8: ['text'], 12: ['bytes'], 13: ['fixed64'], 14: 'int' },
  [DOCUMENT, REVISION, CLAIM, EVIDENCE, REVIEW, LINK]);

// The resources that entries of each type record. The first type is 1.
export const RESOURCES_OF_TYPES: number[][] = [
  [DOCUMENT], [REVISION], [CLAIM], [CLAIM], [CLAIM], [DOCUMENT], [CLAIM], [DOCUMENT], [CLAIM], [EVIDENCE], [EVIDENCE], [REVIEW],
  [REVIEW], [REVIEW], [LINK], [DOCUMENT], [EVIDENCE], [LINK], [CLAIM, EVIDENCE, REVIEW, LINK],
];
export const ERASING_TYPES = [6, 19];

// The field of each resource that marks it as erased.
export const ERASED: Record<number, number> = { [DOCUMENT]: 14, [CLAIM]: 21, [EVIDENCE]: 12, [REVIEW]: 20, [LINK]: 12 };
// The fields that remain of an erased claim, and of its evidence, reviews and links.
export const REMAINS: Record<number, number[]> = {
  [CLAIM]: [1, 8, 10, 13, 14, 21],
  [EVIDENCE]: [1, 2, 3, 6, 8, 10, 12],
  [REVIEW]: [1, 7, 8, 10, 12, 13, 14, 15, 20],
  [LINK]: [1, 2, 3, 6, 8, 10, 12],
};

const PATHS: [number, RegExp][] = [
  [DOCUMENT, /^documents\/[^/]+$/s], [REVISION, /^documents\/[^/]+\/revisions\/[^/]+$/s], [CLAIM, /^claims\/[^/]+$/s],
  [EVIDENCE, /^claims\/[^/]+\/evidence\/[^/]+$/s], [REVIEW, /^claims\/[^/]+\/reviews\/[^/]+$/s], [LINK, /^claims\/[^/]+\/links\/[^/]+$/s],
];

// The resource that a name is of. Undefined for a path that this verifier does not know.
export function resourceOf(name: string): number | undefined {
  return PATHS.find(([, path]) => path.test(name))?.[0];
}

// The index of a sentence in its name. Undefined if it is not the name of a sentence.
export function sentenceIndex(name: string): bigint | undefined {
  const [, digits] = /^documents\/[^/]+\/revisions\/[^/]+\/sentences\/([0-9]+)$/s.exec(name) ?? [];
  return digits === undefined ? undefined : BigInt(digits);
}
