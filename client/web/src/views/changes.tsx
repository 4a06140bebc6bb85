// Two revisions of a source side by side, sentence by sentence, with the claims that each change touches.
import { useEffect } from 'preact/hooks';
import { type SentenceChange, SentenceChange_Kind as Kind, WordChange_Kind } from '@verbatim-claims/client/pb';
import { allPages, claims, documents } from '../api';
import { count, idOf, line } from '../format';
import { Show, useLoad } from '../parts/load';
import { Verbatim } from '../parts/words';
import { href, type Route } from '../router';

const KINDS: Record<Kind, string> = {
  [Kind.UNSPECIFIED]: '', [Kind.KEPT]: 'kept', [Kind.MOVED]: 'moved', [Kind.EDITED]: 'edited', [Kind.ADDED]: 'added', [Kind.REMOVED]: 'removed',
};

// One side of an edited sentence: its own words, with those marked that the other side lacks.
function Side({ change, side }: { change: SentenceChange; side: 'before' | 'after' }) {
  const sentence = change[side];
  if (sentence === undefined) return <p class="words none" />;
  if (change.kind !== Kind.EDITED || change.diff.length === 0) {
    const text = sentence.text;
    return <p class="words" dir="auto">{change.kind === Kind.ADDED ? <ins><Verbatim text={text} /></ins> : change.kind === Kind.REMOVED ? <del><Verbatim text={text} /></del> : <Verbatim text={text} />}</p>;
  }
  const own = side === 'before' ? WordChange_Kind.REMOVED : WordChange_Kind.ADDED;
  return (
    <p class="words" dir="auto">
      {change.diff.filter(({ kind }) => kind === WordChange_Kind.SAME || kind === own).map(({ kind, words }) =>
        kind !== own ? `${words} ` : side === 'before' ? <><del>{words}</del> </> : <><ins>{words}</ins> </>)}
    </p>
  );
}

function Change({ change, texts }: { change: SentenceChange; texts: Map<string, string> }) {
  return (
    <li class={`change ${KINDS[change.kind]}`}>
      <p class="badge">{KINDS[change.kind]}</p>
      <div class="sides"><Side change={change} side="before" /><Side change={change} side="after" /></div>
      {change.claims.length > 0 && (
        <ul class="touched" aria-label="Claims on these words">
          {change.claims.map((name) => <li key={name}><a href={href(name)}><bdi>{line(texts.get(name) ?? name)}</bdi></a></li>)}
        </ul>
      )}
    </li>
  );
}

export default function Changes({ route }: { route: Extract<Route, { view: 'source' }> }) {
  const { document: name, since } = route;
  const loaded = useLoad(async (signal) => {
    const after = route.revision === undefined ? name : `${name}/revisions/${route.revision}`;
    const before = `${name}/revisions/${since}`;
    let compared = '';
    const changes = await allPages(
      (pageToken) => documents.compareRevisions({ before, after, changesOnly: true, pageSize: 1000, pageToken }, { signal }),
      (page) => {
        compared = page.after?.name ?? '';
        return page.changes;
      });
    const names = [...new Set(changes.flatMap((change) => change.claims))].slice(0, 1000);
    const touched = names.length === 0 ? [] : (await claims.batchGetClaims({ names }, { signal })).claims;
    return { changes, after: compared || after, texts: new Map(touched.map((claim) => [claim.name, claim.text])) };
  }, [name, route.revision, since]);
  useEffect(() => {
    document.title = 'What changed \u2013 Verbatim';
  }, []);
  return (
    <Show of={loaded}>
      {({ changes, after, texts }) => (
        <section class="changes">
          <h1>What changed</h1>
          <p class="facts">
            <a href={href(name)}>{name}</a>
            <span>revision {since} to <a href={href(after)}>revision {idOf(after)}</a></span>
            <span>{count(changes.length, 'change', 'changes')}, {count(texts.size, 'claim', 'claims')} touched</span>
          </p>
          {changes.length === 0 ? <p class="notice">Both revisions have the same sentences.</p> : (
            <>
              <div class="sides side-heads" aria-hidden="true"><span>Revision {since}</span><span>Revision {idOf(after)}</span></div>
              <ol class="plain">{changes.map((change, i) => <Change key={i} change={change} texts={texts} />)}</ol>
            </>
          )}
        </section>
      )}
    </Show>
  );
}
