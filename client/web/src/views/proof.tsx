// Verifies a proof bundle in this browser, against a key that the reader has. The server is not asked for any verdict.
import { useState } from 'preact/hooks';
import { type Check, InvalidKey, openKey, type Verification, verifyBundle } from '@verbatim-claims/verify';
import { fetchBundle, type Problem, problemOf } from '../api';
import { line } from '../format';
import { Trouble } from '../parts/load';
import { CHECKS, VERDICTS } from '../parts/proof_words';
import { base } from '../router';

// A key that a reader has trusted once is kept for this server.
const STORED = `verbatim.key ${base.pathname}`;

function storedKey(): string {
  try {
    return localStorage.getItem(STORED) ?? '';
  } catch {
    return '';  // the browser keeps nothing
  }
}

function storeKey(key: string): void {
  try {
    localStorage.setItem(STORED, key);
  } catch {
    // The reader pastes the key again next time.
  }
}

function CheckItem({ check }: { check: Check }) {
  const passed = check.verdict === 'PROVEN';
  return (
    <li class={passed ? 'passed' : 'failed'}>
      <span class="sign" aria-hidden="true">{passed ? '\u2713' : '\u2717'}</span>
      <span><strong>{CHECKS[check.name] ?? check.name}</strong> <span class="unseen">{passed ? 'proven' : 'not proven'}: </span>
        <bdi>{line(check.detail)}</bdi></span>
    </li>
  );
}

export function Proof({ name }: { name: string }) {
  const [key, setKey] = useState(storedKey);
  const [result, setResult] = useState<Verification & { of: string }>();
  const [wrongKey, setWrongKey] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  // WebCrypto is there on pages of HTTPS and of this machine alone.
  const possible = globalThis.crypto?.subtle !== undefined;
  const verify = async (bundle: () => Promise<Uint8Array>, of: string) => {
    setBusy(true);
    setProblem(undefined);
    setWrongKey('');
    setResult(undefined);
    try {
      const opened = await openKey(key);
      storeKey(key.trim());
      setResult({ ...(await verifyBundle(await bundle(), opened)), of });
    } catch (error) {
      if (error instanceof InvalidKey) setWrongKey(error.message);
      else setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  const verifyFile = (file: File | undefined) => {
    if (file !== undefined) void verify(async () => new Uint8Array(await file.arrayBuffer()), file.name);
  };
  if (!possible) return <p class="notice">This browser offers the needed cryptography on pages of HTTPS only. <code>verbatim verify</code> checks bundles elsewhere.</p>;
  const another = result !== undefined && result.verdict === 'PROVEN' && result.of === '' && result.resource !== name;
  return (
    <div class="proof">
      <form class="form" onSubmit={(event) => {
        event.preventDefault();
        void verify(() => fetchBundle(name), '');
      }}>
        <label class="wide">The log's verifier key, from whoever runs the log
          <input name="key" class="code" required value={key} spellcheck={false} autocomplete="off" placeholder="name+id+key" aria-invalid={wrongKey !== ''}
            aria-describedby="wrong-key" onInput={(event) => setKey(event.currentTarget.value)} />
        </label>
        <p id="wrong-key" class="wide wrong" role="alert">{wrongKey}</p>
        <div class="actions">
          <button class="main" disabled={busy}>{busy ? 'Verifying\u2026' : 'Verify in this browser'}</button>
          <label class="file">or a bundle that you have
            <input type="file" onChange={(event) => {
              verifyFile(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }} />
          </label>
        </div>
      </form>
      {problem && <Trouble problem={problem} />}
      {result && (
        <div role="status" data-verdict={another ? 'FAILED' : result.verdict}>
          <p class="verdict"><strong>{another ? VERDICTS.FAILED : VERDICTS[result.verdict]}</strong>{result.of && <>: <bdi>{line(result.of)}</bdi></>}
            {another && <>. The server sent the proof of <bdi>{line(result.resource)}</bdi></>}</p>
          <ol class="checks">{result.checks.map((check, i) => <CheckItem key={i} check={check} />)}</ol>
          {result.verdict === 'PROVEN' && <p class="facts">As of the checkpoint's entries. Later entries may change or retract it.</p>}
        </div>
      )}
    </div>
  );
}
