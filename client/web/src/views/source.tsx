// A source: its text, with the quotes of its claims marked and the claims beside their words.
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { type Claim, type Document, type Revision, RevisionView } from '@verbatim-claims/client/pb';
import { allPages, claims as claimService, documents } from '../api';
import { count, idOf, number, revisionNumber, safeLink } from '../format';
import { Show, useLoad } from '../parts/load';
import { Line, stateOf, Time } from '../parts/words';
import { href, navigate, type Route } from '../router';
import { isWanted, placeClaims, type Wanted } from '../text/placed_claims';
import { type Selected, selectedIn } from '../text/selection';
import { ClaimForm } from './claim_form';
import { Reading, showWordsOf } from './reading';
import { titleOf } from './sources';

type SourceRoute = Extract<Route, { view: 'source' }>;

interface Loaded {
  document: Document;
  revision: Revision;
  revisions: Revision[];
}

async function loadSource({ document: name, revision }: SourceRoute, signal: AbortSignal): Promise<Loaded> {
  const options = { signal };
  const { document } = await documents.getDocument({ name }, options);
  const wanted = revision === undefined ? document!.latestRevision : `${name}/revisions/${revision}`;
  const [found, revisions] = await Promise.all([
    documents.getRevision({ name: wanted, view: RevisionView.FULL }, options),
    allPages((pageToken) => documents.listRevisions({ parent: name, pageSize: 1000, pageToken }, options), (page) => page.revisions),
  ]);
  return { document: document!, revision: found.revision!, revisions };
}

// A page of claims ends at 2 MiB. So many claims are the most that a reader is shown.
const MOST_CLAIMS = 10_000;

function loadClaims(document: string, signal: AbortSignal): Promise<Claim[]> {
  return allPages(
    (pageToken) => claimService.listClaims({ filter: { document }, pageSize: 1000, pageToken }, { signal }), (page) => page.claims, MOST_CLAIMS);
}

function Erased({ document }: { document: Document }) {
  return (
    <div class="notice">
      <h1>This source was erased</h1>
      <p>Requested by <Line text={document.erasure?.requestedBy ?? ''} />, <Time at={document.erasure?.time} />.</p>
      <p dir="auto">{document.erasure?.reason}</p>
      <p>The log still proves that it existed.</p>
    </div>
  );
}

function Head({ document, revision, revisions }: Loaded) {
  const link = safeLink(document.uri);
  const current = revisionNumber(revision.name);
  return (
    <header class="source-head">
      <h1 dir="auto" lang={document.languageCode || undefined}>{titleOf(document)}</h1>
      <p class="facts">
        {document.authors.map((author) => <Line key={author} text={author} />)}
        {document.publisher && <Line text={document.publisher} />}
        {document.publishTime && <Time at={document.publishTime} />}
        {link && <a href={link} rel="noreferrer noopener" target="_blank">the live page</a>}
      </p>
      <p class="facts">
        {revisions.length > 1
          ? (
            <label>Revision{' '}
              <select value={current} onChange={(event) => navigate(`${document.name}/revisions/${event.currentTarget.value}`)}>
                {revisions.map((each) => {
                  const n = revisionNumber(each.name);
                  return <option key={n} value={n} selected={n === current}>{n === revisions.length ? `${n}, the latest` : n}</option>;
                })}
              </select>
            </label>
          )
          : <span>Revision 1</span>}
        <span>recorded <Time at={revision.createTime} /></span>
        {current > 1 && <a href={href(`${revision.name}?since=${current - 1}`)}>What changed since revision {current - 1}</a>}
        {revision.outOfOrder && <span>older than the revision before it</span>}
      </p>
    </header>
  );
}

const EVERYTHING: Wanted = { state: '', claimant: '', label: '' };
const STATE_NAMES: Record<string, string> = {
  active: 'active', contradicted: 'quote states another value', edited: 'edited since', lost: 'gone since', retracted: 'retracted', erased: 'erased',
};

interface FiltersProps {
  claims: Claim[];
  shown: number;
  wanted: Wanted;
  setWanted: (wanted: Wanted) => void;
}

function Filters({ claims, shown, wanted, setWanted }: FiltersProps) {
  const options = useMemo(() => ({
    states: [...new Set(claims.map((claim) => stateOf(claim).key))],
    claimants: [...new Set(claims.map((claim) => claim.claimant?.name ?? '').filter((name) => name !== ''))].sort(),
    labels: [...new Set(claims.flatMap((claim) => Object.entries(claim.labels).map(([key, value]) => `${key}=${value}`)))].sort(),
  }), [claims]);
  const choice = (name: string, field: keyof Wanted, values: string[], nameOf: (value: string) => string) => values.length > 0 && (
    <label>{name}{' '}
      <select value={wanted[field]} onChange={(event) => setWanted({ ...wanted, [field]: event.currentTarget.value })}>
        <option value="">all</option>
        {values.map((value) => <option key={value} value={value}>{nameOf(value)}</option>)}
      </select>
    </label>
  );
  return (
    <div class="filters" role="group" aria-label="Which claims">
      <output>{shown === claims.length ? count(shown, 'claim', 'claims') : `${number(shown)} of ${count(claims.length, 'claim', 'claims')}`}</output>
      {choice('State', 'state', options.states, (value) => STATE_NAMES[value] ?? value)}
      {choice('Claimant', 'claimant', options.claimants, (value) => value)}
      {choice('Label', 'label', options.labels, (value) => value)}
    </div>
  );
}

function Text({ document, revision, claims, reload }: Loaded & { claims: Claim[]; reload: () => void }) {
  const [wanted, setWanted] = useState(EVERYTHING);
  const [selected, setSelected] = useState<Selected>();
  const [claiming, setClaiming] = useState<Selected | 'nothing selected'>();
  const { text } = revision;
  const { marks, placed, elsewhere } = useMemo(
    () => placeClaims(claims.filter((claim) => isWanted(claim, stateOf(claim).key, wanted)), revision.name), [claims, revision, wanted]);
  useEffect(() => {
    const update = () => setSelected(selectedIn(text));
    globalThis.document.addEventListener('selectionchange', update);
    return () => globalThis.document.removeEventListener('selectionchange', update);
  }, [text]);
  const done = useCallback((name: string | undefined) => {
    setClaiming(undefined);
    if (name === undefined) return;
    window.getSelection()?.removeAllRanges();
    setWanted(EVERYTHING);
    reload();
    showWordsOf(name);
  }, [reload]);
  // The same element again, while only the selection changes, so that a long text is not compared with itself.
  const reading = useMemo(() => <Reading text={text} language={document.languageCode} marks={marks} claims={placed} />, [text, marks, placed]);
  return (
    <>
      <div class="tools">
        <Filters claims={claims} shown={placed.length + elsewhere.length} wanted={wanted} setWanted={setWanted} />
        <button type="button" onClick={() => setClaiming('nothing selected')}>Record a claim</button>
      </div>
      {claims.length === 0 && <p class="notice">No claim cites this source yet. Select words of the text to record one.</p>}
      {reading}
      {elsewhere.length > 0 && (
        <section class="elsewhere">
          <h2>Claims on words that this revision does not have</h2>
          <ul>{elsewhere.map((claim) => <li key={claim.name}><a href={href(claim.name)}><Line text={claim.text || idOf(claim.name)} /></a></li>)}</ul>
        </section>
      )}
      {selected && claiming === undefined && (
        <div class="selected" role="region" aria-label="Selected words">
          <q dir="auto">{text.slice(selected.start, Math.min(selected.end, selected.start + 80))}{selected.end - selected.start > 80 ? '\u2026' : ''}</q>
          <button type="button" class="main" onMouseDown={(event) => event.preventDefault()} onClick={() => setClaiming(selected)}>
            Record a claim on these words
          </button>
        </div>
      )}
      {claiming !== undefined && (
        <ClaimForm revision={revision} selected={claiming === 'nothing selected' ? undefined : claiming} done={done} />
      )}
    </>
  );
}

export default function Source({ route }: { route: SourceRoute }) {
  const source = useLoad((signal) => loadSource(route, signal), [route.document, route.revision]);
  const claims = useLoad((signal) => loadClaims(route.document, signal), [route.document]);
  const title = source.value && titleOf(source.value.document);
  useEffect(() => {
    if (title !== undefined) document.title = `${title} \u2013 Verbatim`;
  }, [title]);
  return (
    <Show of={source}>
      {(loaded) => loaded.document.erasure ? <Erased document={loaded.document} /> : (
        <article class="source">
          <Head {...loaded} />
          <Show of={claims}>{(all) => <Text {...loaded} claims={all} reload={claims.reload} />}</Show>
        </article>
      )}
    </Show>
  );
}
