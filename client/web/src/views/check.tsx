// Which recorded claims a text repeats or contradicts, sentence by sentence, while the server reads it.
import { fromJson, type JsonValue } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type CheckTextResponse, CheckTextResponseSchema, type Match, Match_Relation, type Value } from '@verbatim-claims/client/pb';
import { authorization, type Problem, problemOf } from '../api';
import { count, line, percent, valueText } from '../format';
import { Trouble } from '../parts/load';
import { Badge, stateOf } from '../parts/words';
import { href } from '../router';
import { linesOf } from '../text/ndjson';

const RELATIONS: Record<Match_Relation, [string, string]> = {
  [Match_Relation.UNSPECIFIED]: ['', ''],
  [Match_Relation.SAME]: ['same', 'says the same'],
  [Match_Relation.CONFLICTING_VALUE]: ['conflict', 'states another value'],
  [Match_Relation.OPPOSED]: ['conflict', 'says the opposite'],
  [Match_Relation.RELATED]: ['related', 'is about this'],
};

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  const STEP = 0x8000;  // arguments of one call
  for (let at = 0; at < bytes.length; at += STEP) binary += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return btoa(binary);
}

// A browser's request has no stream of messages over HTTP/1.1, so the text goes as one message. The answers stream.
async function* check(text: string, language: string, signal: AbortSignal): AsyncGenerator<CheckTextResponse> {
  const request = { options: { languageCode: language, foldDuplicates: true }, text: toBase64(new TextEncoder().encode(text)) };
  const response = await fetch(href('v1/text:check'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson', ...authorization() },
    body: `${JSON.stringify(request)}\n`,
    signal,
  });
  for await (const json of linesOf(response.body!)) {
    const message = JSON.parse(json) as { error?: { message: string; code: number } };
    if (message.error) throw new ConnectError(message.error.message, response.status === 401 ? Code.Unauthenticated : response.status === 403 ? Code.PermissionDenied : Code.FailedPrecondition);
    yield fromJson(CheckTextResponseSchema, message as JsonValue, { ignoreUnknownFields: true });
  }
}

// Words that state a value, and the value if it reads otherwise.
function Stated({ words, value }: { words: string; value: Value | undefined }) {
  const read = valueText(value);
  return <><b dir="auto">{words}</b>{read !== '' && read !== words && <> ({read})</>}</>;
}

function MatchItem({ match }: { match: Match }) {
  const { claim, relation, conflicts } = match;
  if (claim === undefined) return null;
  const [kind, words] = RELATIONS[relation];
  const state = stateOf(claim);
  return (
    <li class={`card match ${kind}`}>
      <p class="facts"><span class={`badge ${kind}`}>{words}</span><span>{percent(match.score)}</span>{state.key !== 'active' && <Badge state={state} />}</p>
      <a href={href(claim.name)} dir="auto">{line(claim.text)}</a>
      {conflicts.length > 0 && (
        <table class="conflicts">
          <thead><tr><th scope="col">This text</th><th scope="col">The claim</th></tr></thead>
          <tbody>
            {conflicts.map((conflict, i) => (
              <tr key={i}>
                <td><Stated words={conflict.statedSurface} value={conflict.stated} /></td>
                <td><Stated words={conflict.claimedSurface} value={conflict.claimed} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {match.reasons.length > 0 && <p class="facts reasons">{match.reasons.slice(0, 2).map((reason) => line(reason)).join('; ')}</p>}
      {match.duplicateCount > 0 && <p class="facts">and {count(match.duplicateCount, 'claim', 'claims')} that say the same</p>}
    </li>
  );
}

export default function Check() {
  const [text, setText] = useState('');
  const [checked, setChecked] = useState('');
  const [language, setLanguage] = useState('en');
  const [findings, setFindings] = useState<CheckTextResponse[]>([]);
  const [progress, setProgress] = useState(0);
  const [state, setState] = useState<'idle' | 'running' | 'done'>('idle');
  const [problem, setProblem] = useState<Problem>();
  const running = useRef<AbortController>();
  useEffect(() => {
    document.title = 'Check a text \u2013 Verbatim';
    return () => running.current?.abort();
  }, []);
  const run = async (event: Event) => {
    event.preventDefault();
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setChecked(text);
    setFindings([]);
    setProgress(0);
    setProblem(undefined);
    setState('running');
    const bytes = new TextEncoder().encode(text).length;
    try {
      for await (const response of check(text, language, controller.signal)) {
        setProgress(Number(response.checkedBytes) / bytes);
        if (response.matches.length > 0) setFindings((before) => [...before, response]);
      }
      setState('done');
    } catch (error) {
      if (controller.signal.aborted) return;
      setProblem(problemOf(error));
      setState('idle');
    }
  };
  let at = 0;
  const rows = findings.map((finding) => {
    const start = Number(finding.span?.utf16Start ?? 0n);
    const end = Number(finding.span?.utf16End ?? 0n);
    const between = checked.slice(at, start).trim();
    at = end;
    return { finding, between, sentence: checked.slice(start, end) };
  });
  const rest = checked.slice(at).trim();
  return (
    <section class="check">
      <h1>Check a text</h1>
      <form class="form" onSubmit={run}>
        <label class="wide">A post, an article, a speech
          <textarea rows={8} dir="auto" required maxLength={4_000_000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <div class="actions">
          <label>Language <input value={language} maxLength={35} size={6} onInput={(event) => setLanguage(event.currentTarget.value)} /></label>
          <button class="main">Check</button>
        </div>
      </form>
      {problem && <Trouble problem={problem} />}
      {state === 'running' && <p role="status" class="notice"><progress value={progress} aria-label="Checked" /> {count(findings.length, 'sentence', 'sentences')} found so far</p>}
      {state === 'done' && <p role="status" class="notice">{findings.length === 0 ? 'Nothing in this text repeats or contradicts a recorded claim.' : `${count(findings.length, 'sentence', 'sentences')} of this text ${findings.length === 1 ? 'meets' : 'meet'} recorded claims.`}</p>}
      {rows.length > 0 && (
        <div class="reading">
          {rows.map(({ finding, between, sentence }, i) => (
            <>
              {between !== '' && <div class="row"><p class="words aside" dir="auto">{between}</p></div>}
              <div class="row" key={i}>
                <p class="words" dir="auto"><mark class={RELATIONS[finding.matches[0]!.relation][0]}>{sentence}</mark></p>
                <ul class="beside" aria-label="Claims that this sentence meets">{finding.matches.map((match) => <MatchItem key={match.claim?.name} match={match} />)}</ul>
              </div>
            </>
          ))}
          {rest !== '' && <div class="row"><p class="words aside" dir="auto">{rest}</p></div>}
        </div>
      )}
    </section>
  );
}
