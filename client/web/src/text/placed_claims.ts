// Where the claims of a document stand in one of its revisions.
import { type Anchoring, AnchoringState, type Claim } from '@verbatim-claims/client/pb';
import type { Mark } from './marks';

export interface ClaimMark extends Mark {
  // Whether the claim cites these very words, or these are the words of a later revision that took their place.
  style: 'cited' | 'same' | 'edited';
}

export interface PlacedClaims {
  marks: ClaimMark[];
  placed: Claim[];    // with a mark, in the order of the text
  elsewhere: Claim[];  // without: their words are in another revision alone
}

function anchoredMark(claim: string, anchoring: Anchoring | undefined, revision: string): ClaimMark | undefined {
  if (anchoring?.revision !== revision || anchoring.span === undefined || anchoring.state === AnchoringState.LOST) return undefined;
  const { utf16Start, utf16End } = anchoring.span;
  const style = anchoring.state === AnchoringState.EDITED ? 'edited' : 'same';
  return { claim, start: Number(utf16Start), end: Number(utf16End), style };
}

export function placeClaims(claims: Claim[], revision: string): PlacedClaims {
  const marks: ClaimMark[] = [];
  const first = new Map<string, number>();
  for (const claim of claims) {
    claim.citations.forEach((citation, i) => {
      const anchoring = i === 0 ? claim.anchoring : claim.furtherAnchorings[i - 1];
      const mark: ClaimMark | undefined = citation.revision === revision && citation.span !== undefined
        ? { claim: claim.name, start: Number(citation.span.utf16Start), end: Number(citation.span.utf16End), style: 'cited' }
        : anchoredMark(claim.name, anchoring, revision);
      if (mark === undefined) return;
      marks.push(mark);
      first.set(claim.name, Math.min(mark.start, first.get(claim.name) ?? mark.start));
    });
  }
  const placed = claims.filter(({ name }) => first.has(name)).sort((a, b) => first.get(a.name)! - first.get(b.name)!);
  return { marks, placed, elsewhere: claims.filter(({ name }) => !first.has(name)) };
}

// Which claims a reader wants to see.
export interface Wanted {
  state: string;     // a key of State; empty for all
  claimant: string;  // empty for all
  label: string;     // key=value; empty for all
}

export function isWanted(claim: Claim, state: string, wanted: Wanted): boolean {
  if (wanted.state !== '' && wanted.state !== state) return false;
  if (wanted.claimant !== '' && claim.claimant?.name !== wanted.claimant) return false;
  return wanted.label === '' || Object.entries(claim.labels).some(([key, value]) => `${key}=${value}` === wanted.label);
}
