// A claim: what it says, the words it rests on, and everything that was recorded about it.
import { useEffect } from 'preact/hooks';
import {
  type Anchoring, AnchoringState, type Citation, type Claim, ClaimState, type Document, type Evidence, EvidenceState, type Link,
  LinkRelation, LinkState, type Review, ReviewState, RevisionView, type Statement, type Value,
} from '@verbatim-claims/client/pb';
import { allPages, claims, documents, log, provenance, reviews } from '../api';
import { documentOf, idOf, line, safeLink, textFragment, valueText } from '../format';
import { attestationWord, type Attested, attestedPaths, contextOf, InContext } from '../parts/citation';
import { EntryList } from '../parts/entries';
import { Show, useLoad } from '../parts/load';
import { STANCES } from '../parts/proof_words';
import { ANCHORING_WORDS, Badge, Difference, Line, stateOf, Time } from '../parts/words';
import { href, type Route } from '../router';
import { Exports } from './exports';
import { Graph } from './graph';
import { Proof } from './proof';
import { verdictOf } from './verdict';

interface Source {
  document: Document | undefined;
  context: { before: string; after: string };
}

const NO_CONTEXT = { before: '', after: '' };

async function loadSources(citations: Citation[], signal: AbortSignal): Promise<Source[]> {
  const texts = new Map<string, Promise<string>>();
  const found = new Map<string, Promise<Document | undefined>>();
  // A source that cannot be read must not hide the claim.
  const textOf = (name: string) => documents.getRevision({ name, view: RevisionView.FULL }, { signal }).then(({ revision }) => revision?.text ?? '', () => '');
  const documentNamed = (name: string) => documents.getDocument({ name }, { signal }).then(({ document }) => document, () => undefined);
  return Promise.all(citations.map(async ({ revision, span }) => {
    const name = documentOf(revision);
    if (!texts.has(revision)) texts.set(revision, textOf(revision));
    if (!found.has(name)) found.set(name, documentNamed(name));
    const text = await texts.get(revision)!;
    const context = span && text !== '' ? contextOf(text, Number(span.utf16Start), Number(span.utf16End)) : NO_CONTEXT;
    return { document: await found.get(name), context };
  }));
}

function StatementTable({ statement, attested }: { statement: Statement; attested: Map<string, Attested> }) {
  const row = (label: string, path: string, value: Value | undefined) => {
    const found = attested.get(path) ?? attested.get(`${path}.${value?.kind.case}`);
    return (
      <tr key={path}>
        <th scope="row"><Line text={label} /></th>
        <td dir="auto">{valueText(value)}</td>
        <td>
          {found && (
            <>
              {found.attestation.surface && <q dir="auto">{found.attestation.surface}</q>}{' '}
              <span class={`badge attestation-${found.attestation.state}`}>{attestationWord(found.attestation.state)}</span>
            </>
          )}
        </td>
      </tr>
    );
  };
  const subject = { kind: { case: 'entity', value: statement.subject } } as Value;
  return (
    <table class="statement">
      <thead><tr><th scope="col">Part</th><th scope="col">Value</th><th scope="col">Words of the quote</th></tr></thead>
      <tbody>
        {row('subject', 'subject', subject)}
        {row(statement.predicate, 'object', statement.object)}
        {statement.qualifiers.map(({ predicate, value }, i) => row(predicate, `qualifiers[${i}].value`, value))}
      </tbody>
    </table>
  );
}

function Now({ anchoring, claim }: { anchoring: Anchoring | undefined; claim: string }) {
  if (anchoring === undefined || anchoring.state === AnchoringState.UNSPECIFIED || anchoring.revision === '') return null;
  return (
    <p class="now">
      <a href={href(`${anchoring.revision}#${claim}`)}>Latest revision, {idOf(anchoring.revision)}</a>: {ANCHORING_WORDS[anchoring.state]}
      {anchoring.state === AnchoringState.EDITED && <>. <Difference changes={anchoring.diff} /></>}
      {anchoring.changedValues.map(({ path, before, after }) => (
        <span key={path} class="changed">{line(path) || 'value'}: <del>{before}</del> {after ? <ins>{after}</ins> : 'left out'}</span>
      ))}
    </p>
  );
}

function LiveLink({ document, citation }: { document: Document | undefined; citation: Citation }) {
  const live = document && textFragment(document.uri, citation.quote);
  return live === undefined || citation.erased ? null : (
    <p class="facts"><a href={live} target="_blank" rel="noreferrer noopener">These words in the live page</a></p>
  );
}

function EvidenceItem({ evidence, source }: { evidence: Evidence; source: Source | undefined }) {
  return (
    <li>
      <span class={`badge stance-${evidence.stance}`}>{STANCES[evidence.stance]}</span>{' '}
      {evidence.state === EvidenceState.RETRACTED && <span class="badge retracted">retracted: <Line text={evidence.stateReason} /></span>}
      {evidence.citation && <InContext citation={evidence.citation} context={source?.context ?? NO_CONTEXT} />}
      {evidence.note && <p dir="auto">{evidence.note}</p>}
    </li>
  );
}

function ReviewItem({ review }: { review: Review }) {
  const link = safeLink(review.uri);
  return (
    <li>
      <p><strong dir="auto">{verdictOf(review)}</strong> {review.state === ReviewState.SUPERSEDED && <span class="badge retracted">superseded</span>}
        {review.state === ReviewState.RETRACTED && <span class="badge retracted">retracted: <Line text={review.stateReason} /></span>}</p>
      <p class="facts">
        {review.reviewer && <Line text={review.reviewer.name} />}
        {review.publishDate && <span>{line(review.publishDate)}</span>}
        {link && <a href={link} target="_blank" rel="noreferrer noopener">the review</a>}
      </p>
      {review.rationale && <p dir="auto" class="rationale">{review.rationale}</p>}
    </li>
  );
}

const RELATIONS: Record<LinkRelation, [string, string]> = {
  [LinkRelation.UNSPECIFIED]: ['', ''],
  [LinkRelation.REPEATS]: ['repeats', 'is repeated by'],
  [LinkRelation.DERIVED_FROM]: ['is derived from', 'gave rise to'],
  [LinkRelation.NARROWS]: ['narrows', 'is narrowed by'],
  [LinkRelation.CONTRADICTS]: ['contradicts', 'is contradicted by'],
  [LinkRelation.SAME_AS]: ['is the same as', 'is the same as'],
};

interface Related {
  link: Link;
  words: string;
  other: string;
  text: string;
}

async function loadLinks(name: string, signal: AbortSignal): Promise<Related[]> {
  const list = (request: { parent: string; filter?: { target: string } }) =>
    allPages((pageToken) => reviews.listLinks({ ...request, pageSize: 1000, pageToken }, { signal }), (page) => page.links);
  const [from, to] = await Promise.all([list({ parent: name }), list({ parent: 'claims/-', filter: { target: name } })]);
  const related = [
    ...from.map((link) => ({ link, words: RELATIONS[link.relation][0], other: link.target })),
    ...to.map((link) => ({ link, words: RELATIONS[link.relation][1], other: documentOf(link.name) })),
  ];
  const names = [...new Set(related.map(({ other }) => other))].slice(0, 1000);
  const others = names.length === 0 ? [] : (await claims.batchGetClaims({ names }, { signal })).claims;
  const texts = new Map(others.map((claim) => [claim.name, claim.text]));
  return related.map((each) => ({ ...each, text: texts.get(each.other) ?? '' }));
}

function About({ claim }: { claim: Claim }) {
  const { name } = claim;
  const evidence = useLoad(async (signal) => {
    const all = await allPages((pageToken) => reviews.listEvidence({ parent: name, pageSize: 1000, pageToken }, { signal }), (page) => page.evidence);
    const contexts = await loadSources(all.flatMap(({ citation }) => (citation ? [citation] : [])), signal);
    return all.map((each, i) => ({ evidence: each, source: contexts[i] }));
  }, [name]);
  const verdicts = useLoad((signal) =>
    allPages((pageToken) => reviews.listReviews({ parent: name, pageSize: 1000, pageToken }, { signal }), (page) => page.reviews), [name]);
  const links = useLoad((signal) => loadLinks(name, signal), [name]);
  const history = useLoad((signal) => allPages(
    (pageToken) => log.listEntries({ filter: { claim: name }, leavesOnly: true, pageSize: 1000, pageToken }, { signal }), (page) => page.entries, 1000), [name]);
  const trace = useLoad((signal) => provenance.traceClaim({ name, maxDepth: 4, maxNodes: 60n, pageSize: 1000 }, { signal }), [name]);
  return (
    <>
      <section aria-labelledby="verdicts">
        <h2 id="verdicts">Reviews</h2>
        <Show of={verdicts}>{(all) => all.length === 0 ? <p class="none">Nobody has reviewed this claim.</p> : <ul class="plain">{all.map((review) => <ReviewItem key={review.name} review={review} />)}</ul>}</Show>
      </section>
      <section aria-labelledby="evidence">
        <h2 id="evidence">Evidence</h2>
        <Show of={evidence}>{(all) => all.length === 0 ? <p class="none">No evidence is recorded.</p> : <ul class="plain">{all.map((each) => <EvidenceItem key={each.evidence.name} {...each} />)}</ul>}</Show>
      </section>
      <section aria-labelledby="links">
        <h2 id="links">Other claims</h2>
        <Show of={links}>
          {(all) => all.length === 0 ? <p class="none">It is linked with no other claim.</p> : (
            <ul class="plain">
              {all.map(({ link, words, other, text }) => (
                <li key={link.name}>{words} <a href={href(other)}><Line text={text || other} /></a>{link.state === LinkState.RETRACTED && <span class="badge retracted">retracted</span>}</li>
              ))}
            </ul>
          )}
        </Show>
      </section>
      <section aria-labelledby="proof"><h2 id="proof">Proof</h2><Proof name={name} /></section>
      <section aria-labelledby="provenance">
        <h2 id="provenance">Provenance</h2>
        <Show of={trace}>{({ nodes, relations, truncated }) => <Graph start={name} nodes={nodes} relations={relations} truncated={truncated} />}</Show>
      </section>
      <section aria-labelledby="history">
        <h2 id="history">History</h2>
        <Show of={history}>{(entries) => <EntryList entries={entries} />}</Show>
      </section>
      <section aria-labelledby="share"><h2 id="share">Share</h2><Exports claim={claim} /></section>
    </>
  );
}

function Page({ claim, sources }: { claim: Claim; sources: Source[] }) {
  const state = stateOf(claim);
  const attested = attestedPaths(claim.citations);
  const contradictedText = attested.get('text');
  useEffect(() => {
    document.title = `${line(claim.text) || idOf(claim.name)} \u2013 Verbatim`;
  }, [claim]);
  if (claim.state === ClaimState.ERASED) {
    return (
      <div class="notice">
        <h1>This claim was erased</h1>
        <p>Requested by <Line text={claim.erasure?.requestedBy ?? ''} />, <Time at={claim.erasure?.time} />.</p>
        <p dir="auto">{claim.erasure?.reason}</p>
      </div>
    );
  }
  return (
    <article class="claim">
      <header>
        <p class="facts">
          {claim.claimant && <span>Claimed by <Line text={claim.claimant.name} /></span>}
          {claim.publishDate && <span>{line(claim.publishDate)}</span>}
          <span>recorded <Time at={claim.createTime} /></span>
          {state.key !== 'active' && <Badge state={state} />}
        </p>
        <h1 dir="auto">{claim.text}</h1>
        {claim.state === ClaimState.RETRACTED && (
          <p class="notice trouble">Retracted: <Line text={claim.stateReason} />{claim.supersededBy && <> See <a href={href(claim.supersededBy)}>{claim.supersededBy}</a>.</>}</p>
        )}
        {Object.keys(claim.labels).length > 0 && (
          <p class="facts">{Object.entries(claim.labels).map(([key, value]) => <span class="label" key={key}><Line text={`${key}=${value}`} /></span>)}</p>
        )}
      </header>
      <section aria-labelledby="words">
        <h2 id="words">{claim.citations.length > 1 ? 'Its words' : 'The words it rests on'}</h2>
        {claim.citations.map((citation, i) => (
          <div key={i}>
            <InContext citation={citation} claim={claim.name} context={sources[i]?.context ?? NO_CONTEXT} language={sources[i]?.document?.languageCode || 'und'} />
            <Now anchoring={i === 0 ? claim.anchoring : claim.furtherAnchorings[i - 1]} claim={claim.name} />
            <LiveLink document={sources[i]?.document} citation={citation} />
          </div>
        ))}
        {contradictedText && (
          <p class="notice trouble">The quote says <q dir="auto">{contradictedText.attestation.surface}</q> where the claim says something else.</p>
        )}
      </section>
      {claim.statement && (
        <section aria-labelledby="statement"><h2 id="statement">Statement</h2><StatementTable statement={claim.statement} attested={attested} /></section>
      )}
      <About claim={claim} />
    </article>
  );
}

export default function ClaimView({ route }: { route: Extract<Route, { view: 'claim' }> }) {
  const loaded = useLoad(async (signal) => {
    const { claim } = await claims.getClaim({ name: route.claim }, { signal });
    return { claim: claim!, sources: await loadSources(claim!.citations, signal) };
  }, [route.claim]);
  return <Show of={loaded}>{({ claim, sources }) => <Page key={claim.name} claim={claim} sources={sources} />}</Show>;
}
