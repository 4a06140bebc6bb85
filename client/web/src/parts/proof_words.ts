// What readers see for verdicts, checks and stances, on the page and in reports.
import { EvidenceStance } from '@verbatim-claims/client/pb';
import type { Verdict } from '@verbatim-claims/verify';

export const VERDICTS: Record<Verdict, string> = {
  PROVEN: 'Proven',
  FAILED: 'Not proven',
  NOT_SHOWN: 'In the log, but its words are not shown',
  NEWER: 'Made by a newer version, which this page cannot judge',
};
export const CHECKS: Record<string, string> = {
  bundle: 'The bundle', checkpoint: 'Signature of the log', entry: 'Inclusion in the log', payload: 'The entry', erasure: 'Erasure',
  revision: 'Cited revision', sentence: 'Sentences', quote: 'Quote', text: 'Text of the revision',
};
export const STANCES: Record<EvidenceStance, string> = {
  [EvidenceStance.UNSPECIFIED]: '', [EvidenceStance.SUPPORTS]: 'supports', [EvidenceStance.REFUTES]: 'refutes', [EvidenceStance.CONTEXT]: 'context',
};
