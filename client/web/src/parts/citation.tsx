// A quote in its context, with the words that attest the values of the statement.
import type { ComponentChildren } from 'preact';
import { type Attestation, AttestationState, type Citation } from '@verbatim-claims/client/pb';
import { documentOf, revisionNumber } from '../format';
import { href } from '../router';
import { Verbatim } from './words';

const WORD: Record<AttestationState, string> = {
  [AttestationState.UNSPECIFIED]: '',
  [AttestationState.ATTESTED]: 'attested',
  [AttestationState.CONTRADICTED]: 'contradicted',
  [AttestationState.UNATTESTED]: 'not stated by the quote',
};
export const attestationWord = (state: AttestationState): string => WORD[state];

// The quote, with attesting words underlined. Words of several values that overlap are underlined once.
export function Quote({ citation }: { citation: Citation }) {
  const offset = Number(citation.span?.utf16Start ?? 0n);
  const places = citation.attestations
    .filter(({ span }) => span !== undefined)
    .map(({ span, state }) => ({ start: Number(span!.utf16Start) - offset, end: Number(span!.utf16End) - offset, state }))
    .sort((a, b) => a.start - b.start);
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const { start, end, state } of places) {
    if (start < at || end > citation.quote.length) continue;
    parts.push(<Verbatim text={citation.quote.slice(at, start)} />);
    parts.push(<span class={`value ${state === AttestationState.CONTRADICTED ? 'contradicted' : 'attested'}`}>{citation.quote.slice(start, end)}</span>);
    at = end;
  }
  parts.push(<Verbatim text={citation.quote.slice(at)} />);
  return <mark class="cited">{parts}</mark>;
}

interface InContextProps {
  citation: Citation;
  claim?: string;
  context: { before: string; after: string };
  language?: string;
}

export function InContext({ citation, claim, context, language }: InContextProps) {
  const place = claim === undefined ? citation.revision : `${citation.revision}#${claim}`;
  return (
    <figure class="citation">
      {citation.erased
        ? <p class="notice">The words were erased with their source.</p>
        : <blockquote dir="auto" lang={language}><Verbatim text={context.before} /><Quote citation={citation} /><Verbatim text={context.after} /></blockquote>}
      <figcaption>
        <a href={href(place)}>revision {revisionNumber(citation.revision)} of {documentOf(citation.revision)}</a>
        {citation.span && <span> bytes {String(citation.span.byteStart)}{'\u2013'}{String(citation.span.byteEnd)}</span>}
      </figcaption>
    </figure>
  );
}

// What a reader sees around a quote: the rest of its paragraph, cut between words if it is long.
export function contextOf(text: string, start: number, end: number): { before: string; after: string } {
  const MOST = 300;
  let before = text.slice(Math.max(0, start - MOST), start);
  let after = text.slice(end, end + MOST);
  const feedBefore = before.lastIndexOf('\n');
  const feedAfter = after.indexOf('\n');
  if (feedBefore >= 0) before = before.slice(feedBefore + 1);
  else if (start > MOST) before = `\u2026${before.slice(before.indexOf(' ') + 1)}`;
  if (feedAfter >= 0) after = after.slice(0, feedAfter);
  else if (end + MOST < text.length) after = `${after.slice(0, after.lastIndexOf(' ') + 1)}\u2026`;
  return { before, after };
}

export interface Attested {
  attestation: Attestation;
  citation: number;  // its position
}

// The best attestation of each path of a statement.
export function attestedPaths(citations: Citation[]): Map<string, Attested> {
  const best = new Map<string, Attested>();
  const rank = (state: AttestationState) =>
    [AttestationState.UNSPECIFIED, AttestationState.UNATTESTED, AttestationState.CONTRADICTED, AttestationState.ATTESTED].indexOf(state);
  citations.forEach(({ attestations }, citation) => {
    for (const attestation of attestations) {
      const known = best.get(attestation.path);
      if (known === undefined || rank(attestation.state) > rank(known.attestation.state)) best.set(attestation.path, { attestation, citation });
    }
  });
  return best;
}
