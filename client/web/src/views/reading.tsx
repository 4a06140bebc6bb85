// The text in a readable measure, block by block, each with the claims whose words begin in it. The browser skips blocks that
// are out of sight (content-visibility), so long texts scroll smoothly, and its own search still finds their words.
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { type Claim, ClaimState } from '@verbatim-claims/client/pb';
import { idOf, line } from '../format';
import { Badge, stateOf, Verbatim } from '../parts/words';
import { href } from '../router';
import { type Block, blocksOf, isHeading } from '../text/blocks';
import { marksOfBlocks, segmentsOf } from '../text/marks';
import type { ClaimMark } from '../text/placed_claims';

const LIT = 'lit';
const selectorOf = (claim: string) => `[data-claim="${CSS.escape(claim)}"]`;

function Words({ text, block, marks, claims }: { text: string; block: Block; marks: ClaimMark[]; claims: Map<string, Claim> }) {
  return (
    <>
      {segmentsOf(block, marks).map(({ start, end, marks: covering }) => covering.reduceRight<preact.ComponentChild>(
        (inner, mark) => {
          const claim = claims.get(mark.claim);
          // The first words of a quote take the focus.
          const focus = mark.start === start ? { tabIndex: 0, 'aria-description': `Quoted by the claim: ${line(claim?.text ?? '')}` } : {};
          return (
            <mark key={`${mark.claim} ${start}`} data-claim={mark.claim} class={`${mark.style} ${claim ? stateOf(claim).key : ''}`} {...focus}>{inner}</mark>
          );
        },
        <Verbatim text={text.slice(start, end)} />))}
    </>
  );
}

function Card({ claim }: { claim: Claim }) {
  const state = stateOf(claim);
  return (
    <li class={`card ${state.key}`} data-claim={claim.name}>
      <a href={href(claim.name)} dir="auto">{claim.state === ClaimState.ERASED ? idOf(claim.name) : line(claim.text)}</a>
      {(claim.claimant || state.key !== 'active') && (
        <p class="facts">
          {claim.claimant && <bdi>{line(claim.claimant.name)}</bdi>}
          {state.key !== 'active' && <Badge state={state} />}
        </p>
      )}
    </li>
  );
}

interface RowProps {
  text: string;
  block: Block;
  marks: ClaimMark[];
  claims: Map<string, Claim>;
  beside: Claim[];
  language: string;
}

const Row = ({ text, block, marks, claims, beside, language }: RowProps) => (
  <div class="row">
    <p class={isHeading(text.slice(block.start, block.end)) ? 'words heading' : 'words'} dir="auto" lang={language || undefined} data-start={block.start}>
      <Words text={text} block={block} marks={marks} claims={claims} />
    </p>
    {beside.length > 0 && <ul class="beside" aria-label="Claims on these words">{beside.map((claim) => <Card key={claim.name} claim={claim} />)}</ul>}
  </div>
);

// Lights the words and the card of a claim together.
function light(root: Element, claim: string | undefined): void {
  for (const lit of root.querySelectorAll(`.${LIT}`)) lit.classList.remove(LIT);
  if (claim === undefined) return;
  for (const element of root.querySelectorAll(selectorOf(claim))) element.classList.add(LIT);
}

const claimAt = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-claim]')?.dataset['claim'] : undefined;

let awaited: MutationObserver | undefined;

// Shows the words of a claim once they are there, unless others are asked for before.
export function showWordsOf(claim: string): void {
  awaited?.disconnect();
  awaited = new MutationObserver(() => {
    const mark = document.querySelector<HTMLElement>(`mark${selectorOf(claim)}`);
    if (mark === null) return;
    awaited?.disconnect();
    mark.scrollIntoView({ block: 'center' });
    mark.focus({ preventScroll: true });
  });
  awaited.observe(document.body, { childList: true, subtree: true });
}

export function Reading({ text, language, marks, claims }: { text: string; language: string; marks: ClaimMark[]; claims: Claim[] }) {
  const root = useRef<HTMLDivElement>(null);
  const blocks = useMemo(() => blocksOf(text), [text]);
  const rows = useMemo(() => {
    const byName = new Map(claims.map((claim) => [claim.name, claim]));
    const shown = new Set<string>();
    return marksOfBlocks(blocks, marks).map((here, i) => {
      const beside = here.filter(({ claim }) => !shown.has(claim) && shown.add(claim)).map(({ claim }) => byName.get(claim)!);
      return { block: blocks[i]!, marks: here, beside, claims: byName };
    });
  }, [blocks, marks, claims]);
  useEffect(() => {
    // Words whose claim an address names.
    const named = decodeURIComponent(window.location.hash.slice(1));
    if (named !== '') root.current?.querySelector(`mark${selectorOf(named)}`)?.scrollIntoView({ block: 'center' });
  }, []);
  const show = (event: Event) => root.current && light(root.current, claimAt(event.target));
  const follow = (event: KeyboardEvent | MouseEvent) => {
    const target = event.target;
    if (!(target instanceof Element) || (event instanceof KeyboardEvent && event.key !== 'Enter')) return;
    const mark = target.closest<HTMLElement>('mark');
    // A click that ends a selection is none.
    if (mark === null || window.getSelection()?.isCollapsed === false) return;
    root.current?.querySelector<HTMLElement>(`.card${selectorOf(mark.dataset['claim'] ?? '')} a`)?.focus();
  };
  return (
    <div class="reading" ref={root} onMouseOver={show} onFocusCapture={show} onClick={follow} onKeyDown={follow}>
      {rows.map((row) => <Row key={row.block.start} text={text} language={language} {...row} />)}
    </div>
  );
}
