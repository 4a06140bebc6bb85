// The log: its signed head, and its newest entries as they are written.
import { useEffect, useRef, useState } from 'preact/hooks';
import { EntryType, type LogEntry } from '@verbatim-claims/client/pb';
import { signersOf } from '@verbatim-claims/verify';
import { allPages, log, type Problem, problemOf, watchLog } from '../api';
import { EntryList, ENTRY_WORDS } from '../parts/entries';
import { Show, Trouble, useLoad } from '../parts/load';
import { line, number } from '../format';

const SHOWN = 100;     // entries on the page
const SEARCHED = 5000;  // of the newest entries, where a filter is set

interface Filter {
  type: string;
  document: string;
  claim: string;
}

const filterOf = ({ type, document, claim }: Filter) => ({
  types: type === '' ? [] : [Number(type) as EntryType],
  document: document.trim(),
  claim: claim.trim(),
});

// Lists the newest entries, and then follows the log until the signal.
async function follow(filter: Filter, signal: AbortSignal, take: (entries: LogEntry[]) => void): Promise<void> {
  const { checkpoint } = await log.getCheckpoint({}, { signal });
  const size = checkpoint?.size ?? 0n;
  const isFiltered = filter.type !== '' || filter.document.trim() !== '' || filter.claim.trim() !== '';
  const back = BigInt(isFiltered ? SEARCHED : SHOWN);
  let next = size > back ? size - back : 0n;
  const entries = await allPages(
    (pageToken) => log.listEntries({ firstIndex: next, pageSize: 1000, pageToken, leavesOnly: true, filter: filterOf(filter) }, { signal }),
    (page) => page.entries, SEARCHED);
  take(entries);
  next = entries.length > 0 && entries.at(-1)!.index >= size ? entries.at(-1)!.index + 1n : size;
  const watch = watchLog(next, { leavesOnly: true, filter: filterOf(filter) });
  signal.addEventListener('abort', () => watch.stop(), { once: true });
  if (signal.aborted) return;
  for await (const entry of watch) take([entry]);
}

function Head({ newest: last }: { newest: bigint | undefined }) {
  const head = useLoad(async (signal) => {
    const [newest, cosigned] = await Promise.all([
      log.getCheckpoint({}, { signal }),
      log.getCheckpoint({ cosigned: true }, { signal }).catch(() => undefined),  // no witness has signed
    ]);
    return { newest: newest.checkpoint!, cosigned: cosigned?.checkpoint };
  }, [last]);
  return (
    <Show of={head}>
      {({ newest, cosigned }) => {
        const origin = newest.note.split('\n', 1)[0] ?? '';
        const witnesses = cosigned ? [...new Set(signersOf(cosigned.note))].filter((signer) => signer !== origin) : [];
        return (
          <dl class="log-head">
            <div><dt>Log</dt><dd><bdi>{line(origin)}</bdi></dd></div>
            <div><dt>Entries</dt><dd>{number(newest.size)}</dd></div>
            <div><dt>Root hash</dt><dd class="code">{Array.from(newest.rootHash, (byte) => byte.toString(16).padStart(2, '0')).join('')}</dd></div>
            <div><dt>Cosigned by</dt><dd>{cosigned && witnesses.length > 0 ? <>{witnesses.map(line).join(', ')} at {number(cosigned.size)} entries</> : 'no witness'}</dd></div>
          </dl>
        );
      }}
    </Show>
  );
}

export default function Log() {
  const [filter, setFilter] = useState<Filter>({ type: '', document: '', claim: '' });
  const [entries, setEntries] = useState<LogEntry[]>();
  const [problem, setProblem] = useState<Problem>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    document.title = 'Log \u2013 Verbatim';
  }, []);
  useEffect(() => {
    const controller = new AbortController();
    setProblem(undefined);
    const take = (more: LogEntry[]) =>
      !controller.signal.aborted && setEntries((before) => [...more.reverse(), ...(before ?? [])].slice(0, SHOWN));
    setEntries(undefined);
    // Typing settles before the server is asked.
    const timer = setTimeout(() => {
      follow(filter, controller.signal, take).catch((error) => !controller.signal.aborted && setProblem(problemOf(error)));
    }, 150);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [filter, attempt]);
  // The head is read again at most once a second, however fast the log grows.
  const [headOf, setHeadOf] = useState<bigint>();
  const pending = useRef<ReturnType<typeof setTimeout>>();
  const newest = useRef<bigint>();
  newest.current = entries?.[0]?.index;
  useEffect(() => {
    if (newest.current === headOf || newest.current === undefined) return;
    pending.current ??= setTimeout(() => {
      pending.current = undefined;
      setHeadOf(newest.current);
    }, 1000);
  }, [entries]);
  useEffect(() => () => clearTimeout(pending.current), []);
  const set = (field: keyof Filter) => (event: Event) => setFilter({ ...filter, [field]: (event.currentTarget as HTMLInputElement).value });
  return (
    <section class="log">
      <h1>Log</h1>
      <Head newest={headOf} />
      <div class="filters" role="group" aria-label="Which entries">
        <label>What{' '}
          <select value={filter.type} onChange={set('type')}>
            <option value="">everything</option>
            {Object.entries(ENTRY_WORDS).filter(([type]) => type !== '0').map(([type, words]) => <option key={type} value={type}>{words}</option>)}
          </select>
        </label>
        <label>Source <input placeholder="documents/id" value={filter.document} onInput={set('document')} /></label>
        <label>Claim <input placeholder="claims/id" value={filter.claim} onInput={set('claim')} /></label>
        <span class="live" role="status">{problem ? 'not live' : 'live'}</span>
      </div>
      {problem && <Trouble problem={problem} retry={() => setAttempt((n) => n + 1)} />}
      {entries !== undefined && (entries.length === 0
        ? <p class="notice">No entry among the newest {number(SEARCHED)} is of this kind.</p>
        : <div class="scroll" tabIndex={0} role="region" aria-label="Newest entries"><EntryList entries={entries} /></div>)}
    </section>
  );
}
