// A report: claims with the words that they rest on, read from proof bundles that this file has and this browser verifies.
// Nothing is shown of a bundle that is not proven.
import { fromBinary } from '@bufbuild/protobuf';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import {
  type Citation, type Claim, ClaimState, type Document, type EntryPayload, EntryPayloadSchema, EvidenceState, type ProofBundle,
  ProofBundleSchema, ReviewState,
} from '@verbatim-claims/client/pb';
import { InvalidKey, openKey } from '@verbatim-claims/verify';
import { count, documentOf, line, moment, safeLink, textFragment, valueText } from '../src/format';
import { attestationWord, attestedPaths, contextOf, Quote } from '../src/parts/citation';
import { CHECKS, STANCES, VERDICTS } from '../src/parts/proof_words';
import { Line, Verbatim } from '../src/parts/words';
import { verdictOf } from '../src/views/verdict';
import { type Checked, check, type Proof, type ReportData } from './data';

interface Proven {
  bundle: ProofBundle;
  payload: EntryPayload;
}

// What a proven bundle records; undefined for any other.
function readProven({ verdict, bytes }: Checked): Proven | undefined {
  if (verdict !== 'PROVEN') return undefined;
  const bundle = fromBinary(ProofBundleSchema, bytes);
  return { bundle, payload: fromBinary(EntryPayloadSchema, bundle.entry?.payload ?? new Uint8Array()) };
}

const bytesOf = new TextEncoder();
const textOf = new TextDecoder('utf-8', { ignoreBOM: true });

// The words around a quote: of the whole text if the bundle has it, otherwise of the sentences that have the quote.
function contextIn({ bundle }: Proven, citation: Citation): { before: string; after: string } {
  const none = { before: '', after: '' };
  const { span } = citation;
  if (span === undefined) return none;
  for (const revision of bundle.revisions) {
    const recorded = fromBinary(EntryPayloadSchema, revision.entry?.payload ?? new Uint8Array()).resource;
    if (recorded.case !== 'revision' || recorded.value.name !== citation.revision) continue;
    if (revision.text !== '') return contextOf(revision.text, Number(span.utf16Start), Number(span.utf16End));
    const near = revision.sentences.filter(({ byteStart, byteEnd }) => byteStart < span.byteEnd && byteEnd > span.byteStart);
    const first = near[0];
    const last = near.at(-1);
    if (first === undefined || last === undefined) return none;
    const before = bytesOf.encode(first.text).subarray(0, Math.max(0, Number(span.byteStart - first.byteStart)));
    const after = bytesOf.encode(last.text).subarray(Math.max(0, Number(span.byteEnd - last.byteStart)));
    return { before: textOf.decode(before), after: textOf.decode(after) };
  }
  return none;
}

function Checks({ checked }: { checked: Checked }) {
  const proven = checked.verdict === 'PROVEN';
  return (
    <details class="proof" data-verdict={checked.verdict} open={!proven}>
      <summary><span class={proven ? 'sign passed' : 'sign failed'} aria-hidden="true">{proven ? '\u2713' : '\u2717'}</span> {VERDICTS[checked.verdict]}</summary>
      <ol class="checks">
        {checked.checks.map(({ name, verdict, detail }) => (
          <li class={verdict === 'PROVEN' ? 'passed' : 'failed'}>
            <span class="sign" aria-hidden="true">{verdict === 'PROVEN' ? '\u2713' : '\u2717'}</span>
            <span><strong>{CHECKS[name] ?? name}</strong> <bdi>{line(detail)}</bdi></span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Passage({ citation, proven, document }: { citation: Citation; proven: Proven; document: Document | undefined }) {
  const { before, after } = contextIn(proven, citation);
  const live = document && textFragment(document.uri, citation.quote);
  return (
    <figure class="citation">
      {citation.erased
        ? <p class="notice">The words were erased with their source.</p>
        : <blockquote dir="auto"><Verbatim text={before} /><Quote citation={citation} /><Verbatim text={after} /></blockquote>}
      <figcaption>
        {document?.title ? <><Line text={document.title} />{document.publisher && <>, <Line text={document.publisher} /></>}, </> : null}
        <Line text={citation.revision} />
        {citation.span && <>, bytes {String(citation.span.byteStart)}{'\u2013'}{String(citation.span.byteEnd)}</>}
        {live && !citation.erased && <> <a href={live} rel="noreferrer noopener">the live page</a></>}
      </figcaption>
      {citation.submittedQuote && <p class="facts">Submitted as <q><Line text={citation.submittedQuote} /></q></p>}
    </figure>
  );
}

function Values({ claim }: { claim: Claim }) {
  const { statement } = claim;
  if (statement === undefined) return null;
  const attested = attestedPaths(claim.citations);
  const rows = [
    { label: 'subject', path: 'subject', value: statement.subject?.label ?? '' },
    { label: statement.predicate, path: `object.${statement.object?.kind.case}`, value: valueText(statement.object) },
    ...statement.qualifiers.map(({ predicate, value }, i) =>
      ({ label: predicate, path: `qualifiers[${i}].value.${value?.kind.case}`, value: valueText(value) })),
  ];
  return (
    <table class="statement">
      <tbody>
        {rows.map(({ label, path, value }) => {
          const found = attested.get(path) ?? attested.get(path.slice(0, path.lastIndexOf('.')));
          return (
            <tr>
              <th scope="row"><Line text={label} /></th>
              <td><Line text={value} /></td>
              <td>{found && <><q><Line text={found.attestation.surface} /></q> <span class={`badge attestation-${found.attestation.state}`}>{attestationWord(found.attestation.state)}</span></>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

type CheckedProofs = Map<Proof, Checked>;

function ClaimReport({ proofs, checked, documents }: { proofs: ReportData['claims'][number]; checked: CheckedProofs; documents: Map<string, Document> }) {
  const of = (proof: Proof) => {
    const result = checked.get(proof)!;
    return { proof, result, proven: readProven(result) };
  };
  const main = of(proofs.claim);
  const resource = main.proven?.payload.resource;
  const claim = resource?.case === 'claim' ? resource.value : undefined;
  return (
    <article class="claim-report" id={proofs.claim.name}>
      {claim === undefined || main.proven === undefined
        ? <h2><Line text={proofs.claim.name} /></h2>
        : (
          <>
            <h2 dir="auto"><Line text={claim.text} /></h2>
            <p class="facts">
              <span><Line text={claim.name} /></span>
              {claim.claimant && <span>claimed by <Line text={claim.claimant.name} /></span>}
              {claim.publishDate && <span><Line text={claim.publishDate} /></span>}
              {claim.state === ClaimState.RETRACTED && <span class="badge retracted">retracted: <Line text={claim.stateReason} /></span>}
              {claim.state === ClaimState.ERASED && <span class="badge erased">erased</span>}
            </p>
            {claim.citations.map((citation) => <Passage citation={citation} proven={main.proven!} document={documents.get(documentOf(citation.revision))} />)}
            <Values claim={claim} />
          </>
        )}
      <Checks checked={main.result} />
      {proofs.reviews.length > 0 && <h3>Reviews</h3>}
      {proofs.reviews.map(of).map(({ proof, result, proven }) => {
        const review = proven?.payload.resource.case === 'review' ? proven.payload.resource.value : undefined;
        const link = review && safeLink(review.uri);
        return (
          <section>
            {review === undefined ? <p><Line text={proof.name} /></p> : (
              <>
                <p><strong><Line text={verdictOf(review)} /></strong>{review.state !== ReviewState.ACTIVE && <> <span class="badge retracted">no longer in force</span></>}</p>
                <p class="facts">
                  <span><Line text={review.reviewer?.name ?? ''} /></span>
                  {review.publishDate && <span><Line text={review.publishDate} /></span>}
                  {link && <a href={link} rel="noreferrer noopener">the review</a>}
                </p>
                {review.rationale && <p dir="auto">{line(review.rationale)}</p>}
              </>
            )}
            <Checks checked={result} />
          </section>
        );
      })}
      {proofs.evidence.length > 0 && <h3>Evidence</h3>}
      {proofs.evidence.map(of).map(({ proof, result, proven }) => {
        const evidence = proven?.payload.resource.case === 'evidence' ? proven.payload.resource.value : undefined;
        return (
          <section>
            {evidence === undefined || proven === undefined ? <p><Line text={proof.name} /></p> : (
              <>
                <p><span class={`badge stance-${evidence.stance}`}>{STANCES[evidence.stance]}</span>{evidence.state === EvidenceState.RETRACTED && <> <span class="badge retracted">retracted</span></>}</p>
                {evidence.citation && <Passage citation={evidence.citation} proven={proven} document={documents.get(documentOf(evidence.citation.revision))} />}
                {evidence.note && <p dir="auto">{line(evidence.note)}</p>}
              </>
            )}
            <Checks checked={result} />
          </section>
        );
      })}
    </article>
  );
}

const proofsOf = ({ claims, documents }: ReportData): Proof[] =>
  [...claims.flatMap(({ claim, evidence, reviews }) => [claim, ...evidence, ...reviews]), ...documents];

function Report({ data }: { data: ReportData }) {
  const [key, setKey] = useState(data.key);
  const [checked, setChecked] = useState<CheckedProofs>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let current = true;
    setChecked(undefined);
    setProblem('');
    void (async () => {
      try {
        const opened = await openKey(key);
        const results: CheckedProofs = new Map();
        for (const proof of proofsOf(data)) results.set(proof, await check(proof, opened));
        if (current) setChecked(results);
      } catch (error) {
        if (current) setProblem(error instanceof InvalidKey ? error.message : `the proofs cannot be verified here: ${String(error)}`);
      }
    })();
    return () => {
      current = false;
    };
  }, [key]);
  const proofs = proofsOf(data);
  const bad = checked && proofs.filter((proof) => checked.get(proof)?.verdict !== 'PROVEN').length;
  const documents = new Map<string, Document>();
  for (const proof of checked === undefined ? [] : data.documents) {
    const resource = readProven(checked!.get(proof)!)?.payload.resource;
    if (resource?.case === 'document') documents.set(proof.name, resource.value);
  }
  const origin = key.split('+', 1)[0] ?? '';
  return (
    <>
      <h1>{count(data.claims.length, 'claim', 'claims')} and {data.claims.length === 1 ? 'its' : 'their'} proofs</h1>
      <p id="summary" role="status" data-verdict={bad === undefined ? '' : bad === 0 ? 'PROVEN' : 'FAILED'} class={bad === undefined ? 'summary' : bad === 0 ? 'summary good' : 'summary bad'}>
        {problem !== '' ? line(problem)
          : bad === undefined ? 'Verifying\u2026'
          : bad === 0 ? `\u2713 All ${count(proofs.length, 'proof', 'proofs')} verified in this browser.`
          : `\u2717 ${bad} of ${count(proofs.length, 'proof', 'proofs')} not proven. Nothing is shown of these.`}
      </p>
      <form class="form" onSubmit={(event) => {
        event.preventDefault();
        setKey(String(new FormData(event.currentTarget).get('key') ?? '').trim());
      }}>
        <label class="wide">The log's verifier key. It came with this file: compare it with the key that {line(origin)} publishes.
          <input name="key" class="code" required defaultValue={data.key} spellcheck={false} autocomplete="off" />
        </label>
        <div class="actions"><button>Verify again</button></div>
      </form>
      <p class="facts">Made {moment({ $typeName: 'google.protobuf.Timestamp', seconds: BigInt(Math.floor(Date.parse(data.made) / 1000)), nanos: 0 })}. A claim may have been changed or retracted since.</p>
      {checked && data.claims.map((claim) => <ClaimReport proofs={claim} checked={checked} documents={documents} />)}
      {checked && data.documents.length > 0 && (
        <section>
          <h2>Sources</h2>
          {data.documents.map((proof) => {
            const document = documents.get(proof.name);
            const link = document && safeLink(document.uri);
            return (
              <section>
                <p><Line text={document?.title || proof.name} />{link && <> <a href={link} rel="noreferrer noopener"><Line text={link} /></a></>}</p>
                <Checks checked={checked.get(proof)!} />
              </section>
            );
          })}
        </section>
      )}
    </>
  );
}

const root = document.getElementById('report')!;
try {
  render(<Report data={JSON.parse(document.getElementById('data')?.textContent ?? '') as ReportData} />, root);
} catch {
  // A changed file must not look like one whose proofs hold.
  root.innerHTML = '<p id="summary" class="summary bad" data-verdict="FAILED">\u2717 This file was changed: its data cannot be read.</p>';
}
