// The form that records a claim on words of a revision. Words that do not stand there are refused, with the nearest passage
// one click away.
import { useEffect, useState } from 'preact/hooks';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Passage, Revision, StatedValue, StatementSchema, ValueSchema } from '@verbatim-claims/client/pb';
import { claims, type Problem, problemOf } from '../api';
import { percent, valueText } from '../format';
import { Dialog } from '../parts/dialog';
import { Trouble } from '../parts/load';
import type { Selected } from '../text/selection';

interface Props {
  revision: Revision;
  selected: Selected | undefined;
  done: (created: string | undefined) => void;
}

type Place = Pick<Passage, 'quote' | 'span'> | undefined;

// The values that the server reads in the selected words.
async function valuesIn(revision: string, selected: Selected): Promise<StatedValue[]> {
  const { drafts } = await claims.draftClaims({ parent: revision, limit: 1000 });
  return drafts.flatMap(({ values }) => values).filter(({ span }) =>
    span !== undefined && Number(span.utf16Start) >= selected.start && Number(span.utf16End) <= selected.end);
}

// Reads a value as it was typed: a number with a unit, a date, else text.
export function typedValue(text: string): MessageInitShape<typeof ValueSchema> {
  const trimmed = text.trim();
  if (/^\d{4}(-\d{2}(-\d{2})?)?$/.test(trimmed) && (trimmed.length > 4 || /^(1[5-9]|20)/.test(trimmed)))
    return { kind: { case: 'time', value: { edtf: trimmed } } };
  const [, figure, unit] = /^(-?\d+(?:\.\d+)?)(?:\s+(.+))?$/su.exec(trimmed) ?? [];
  if (figure !== undefined) return { kind: { case: 'quantity', value: { value: figure, unit: unit ?? '' } } };
  return { kind: { case: 'text', value: trimmed } };
}

function Refused({ problem, take }: { problem: Problem; take: (passage: Passage) => void }) {
  const { citation, values } = problem.error;
  if (citation === undefined && values === undefined) return <Trouble problem={problem} />;
  return (
    <div class="notice trouble" role="alert">
      {citation && (
        <>
          <strong>{problem.reason === 'QUOTE_AMBIGUOUS' ? 'These words stand in several places' : 'These words do not stand in the source'}</strong>
          {citation.passages.length === 0 && <p>Nothing in the source comes near them.</p>}
          <ul class="passages">
            {citation.passages.map((passage) => (
              <li key={String(passage.span?.byteStart)}>
                <p dir="auto">{'\u2026'}{passage.prefix}<b>{passage.quote}</b>{passage.suffix}{'\u2026'}</p>
                <button type="button" onClick={() => take(passage)}>
                  Use these words{problem.reason === 'QUOTE_AMBIGUOUS' ? '' : ` (${percent(passage.similarity)} alike)`}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {values && (
        <>
          <strong>The quote states another value</strong>
          <ul>
            {values.values.map(({ field, claimed, attestation }) => (
              <li key={field}>The claim says <b>{valueText(claimed)}</b>; the quote says <b dir="auto">{attestation?.surface}</b>.</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

export function ClaimForm({ revision, selected, done }: Props) {
  const words = selected ? revision.text.slice(selected.start, selected.end) : '';
  const [quote, setQuote] = useState(words);
  const [place, setPlace] = useState<Place>();
  const [offered, setOffered] = useState<StatedValue[]>([]);
  const [object, setObject] = useState('');
  const [when, setWhen] = useState('');
  const [taken, setTaken] = useState<StatedValue>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let current = true;
    if (selected) valuesIn(revision.name, selected).then((values) => current && setOffered(values), () => undefined);
    return () => {
      current = false;
    };
  }, []);
  const offer = (stated: StatedValue) => {
    if (stated.value?.kind.case === 'time') return setWhen(valueText(stated.value));
    setTaken(stated);
    setObject(valueText(stated.value));
  };
  const statementOf = (field: (name: string) => string): MessageInitShape<typeof StatementSchema> | undefined => {
    if (field('subject') === '' && field('predicate') === '' && object.trim() === '') return undefined;
    const value = taken?.value && valueText(taken.value) === object ? taken.value : typedValue(object);
    return {
      subject: { label: field('subject') },
      predicate: field('predicate'),
      object: value,
      qualifiers: when.trim() === '' ? [] : [{ predicate: 'point in time', value: { kind: { case: 'time', value: { edtf: when.trim() } } } }],
    };
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const field = (name: string) => String(data.get(name) ?? '').trim();
    // A span says which of several places is meant. It is that of the selection only while the words are unchanged.
    const span = place?.quote === quote ? place.span
      : selected && quote === words ? { utf16Start: BigInt(selected.start), utf16End: BigInt(selected.end) } : undefined;
    const statement = statementOf(field);
    setBusy(true);
    setProblem(undefined);
    try {
      const { claim } = await claims.createClaim({
        claim: {
          text: field('text'),
          citations: [{ revision: revision.name, quote, ...(span ? { span } : {}) }],
          ...(field('claimant') === '' ? {} : { claimant: { name: field('claimant') } }),
          ...(statement === undefined ? {} : { statement }),
        },
      });
      done(claim?.name);
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  const take = (passage: Passage) => {
    setQuote(passage.quote);
    setPlace(passage);
    setProblem(undefined);
  };
  return (
    <Dialog title="Record a claim" close={() => done(undefined)}>
      <form onSubmit={submit} class="form">
        <label class="wide">Quote, exactly as in the source
          <textarea name="quote" rows={4} dir="auto" required value={quote} onInput={(event) => setQuote(event.currentTarget.value)} />
        </label>
        <label class="wide">The claim, as a sentence that can stand alone
          <textarea name="text" rows={2} dir="auto" required />
        </label>
        <label class="wide">Who claims it<input name="claimant" dir="auto" /></label>
        <fieldset class="wide">
          <legend>Statement (optional): the values are checked against the quote</legend>
          <label>Subject<input name="subject" dir="auto" /></label>
          <label>Predicate<input name="predicate" dir="auto" placeholder="released" /></label>
          <label>Object<input name="object" dir="auto" placeholder="52 political prisoner" value={object} onInput={(event) => setObject(event.currentTarget.value)} /></label>
          <label>Point in time<input name="when" placeholder="2025-09" value={when} onInput={(event) => setWhen(event.currentTarget.value)} /></label>
          {offered.length > 0 && (
            <div class="wide offers" role="group" aria-label="Values in these words">
              {offered.map((stated) => (
                <button type="button" class="offer" key={`${stated.span?.byteStart} ${stated.value?.kind.case}`} onClick={() => offer(stated)}>
                  <q dir="auto">{stated.surface}</q>{valueText(stated.value) !== stated.surface && ` ${valueText(stated.value)}`}
                </button>
              ))}
            </div>
          )}
        </fieldset>
        {problem && <Refused problem={problem} take={take} />}
        <div class="actions"><button class="main" disabled={busy}>{busy ? 'Recording\u2026' : 'Record the claim'}</button></div>
      </form>
    </Dialog>
  );
}
