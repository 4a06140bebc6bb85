// Foreign words as text: never as markup, and without effect on the order of what stands beside them.
import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  type Anchoring, AnchoringState, AttestationState, type Citation, type Claim, ClaimState, type WordChange, WordChange_Kind,
} from '@verbatim-claims/client/pb';
import { day, line, moment } from '../format';

export const Line = ({ text }: { text: string }) => <bdi>{line(text)}</bdi>;

// Characters that reorder what follows. They could make a source show other words than it has.
const REORDERING = /([\u202a-\u202e\u2066-\u2069])/u;

// Words of a source. Characters that would reorder them are shown by their code points, but stay in the text, so that offsets
// in it hold.
export function Verbatim({ text }: { text: string }) {
  if (!REORDERING.test(text)) return <>{text}</>;
  return (
    <>
      {text.split(REORDERING).map((part) => !REORDERING.test(part) ? part : (
        <span class="control" data-point={`U+${part.charCodeAt(0).toString(16).toUpperCase()}`}><span class="gone">{part}</span></span>
      ))}
    </>
  );
}

export function Time({ at, exact = false }: { at: Timestamp | undefined; exact?: boolean }) {
  if (at === undefined) return null;
  return <time dateTime={timestampDate(at).toISOString()} title={moment(at)}>{exact ? moment(at) : day(at)}</time>;
}

// Two texts, word by word.
export function Difference({ changes }: { changes: WordChange[] }) {
  return (
    <span class="difference" dir="auto">
      {changes.map(({ kind, words }) => {
        if (kind === WordChange_Kind.REMOVED) return <><del>{words}</del> </>;
        if (kind === WordChange_Kind.ADDED) return <><ins>{words}</ins> </>;
        return <>{words} </>;
      })}
    </span>
  );
}

export const ANCHORING_WORDS: Record<AnchoringState, string> = {
  [AnchoringState.UNSPECIFIED]: '',
  [AnchoringState.CURRENT]: 'unchanged',
  [AnchoringState.MOVED]: 'moved',
  [AnchoringState.EDITED]: 'edited since',
  [AnchoringState.LOST]: 'gone since',
};

export const isContradicted = (citations: Citation[]): boolean =>
  citations.some(({ attestations }) => attestations.some(({ state }) => state === AttestationState.CONTRADICTED));

export interface State {
  key: 'active' | 'retracted' | 'erased' | 'edited' | 'lost' | 'contradicted';
  label: string;
}

const ofAnchoring = (anchoring: Anchoring | undefined): State | undefined => {
  if (anchoring?.state === AnchoringState.EDITED) return { key: 'edited', label: ANCHORING_WORDS[AnchoringState.EDITED] };
  if (anchoring?.state === AnchoringState.LOST) return { key: 'lost', label: ANCHORING_WORDS[AnchoringState.LOST] };
  return undefined;
};

// What a reader must know about a claim before anything else. Active, if there is nothing.
export function stateOf(claim: Claim): State {
  if (claim.state === ClaimState.ERASED) return { key: 'erased', label: 'erased' };
  if (claim.state === ClaimState.RETRACTED) return { key: 'retracted', label: 'retracted' };
  const moved = [claim.anchoring, ...claim.furtherAnchorings].map(ofAnchoring).find((state) => state !== undefined);
  if (moved !== undefined) return moved;
  if (isContradicted(claim.citations)) return { key: 'contradicted', label: 'quote states another value' };
  return { key: 'active', label: 'active' };
}

export function Badge({ state }: { state: State }) {
  return <span class={`badge ${state.key}`}>{state.label}</span>;
}
