// All sources: the list, a search, and adding one.
import { useEffect, useState } from 'preact/hooks';
import type { Document } from '@verbatim-claims/client/pb';
import { documents } from '../api';
import { count, idOf, line } from '../format';
import { Show, useLoad } from '../parts/load';
import { Line, Time } from '../parts/words';
import { href } from '../router';
import { AddSource } from './add_source';

// Typing settles before the server is asked.
const SETTLE_MS = 150;

export function titleOf(document: Document): string {
  if (document.erasure) return 'Erased source';
  return line(document.title.trim()) || line(document.uri) || idOf(document.name);
}

function Item({ document }: { document: Document }) {
  return (
    <li>
      <a href={href(document.name)} class="title"><bdi lang={document.languageCode || undefined}>{titleOf(document)}</bdi></a>
      <p class="facts">
        {document.publisher && <Line text={document.publisher} />}
        {document.publishTime && <Time at={document.publishTime} />}
        <span>{count(document.claimCount, 'claim', 'claims')}</span>
        {document.revisionCount > 1n && <span>{count(document.revisionCount, 'revision', 'revisions')}</span>}
      </p>
    </li>
  );
}

export default function Sources() {
  const [words, setWords] = useState('');
  const [query, setQuery] = useState('');
  const [adding, setAdding] = useState(false);
  useEffect(() => {
    document.title = 'Sources \u2013 Verbatim';
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setQuery(words.trim()), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [words]);
  const [pageToken, setPageToken] = useState('');
  const [earlier, setEarlier] = useState<Document[]>([]);
  useEffect(() => {
    setPageToken('');
    setEarlier([]);
  }, [query]);
  const list = useLoad(
    (signal) => documents.listDocuments({ filter: { query }, pageSize: 100, pageToken }, { signal }), [query, pageToken]);
  return (
    <section class="sources">
      <div class="bar">
        <h1>Sources</h1>
        <label class="search">
          <span class="unseen">Search sources</span>
          <input type="search" placeholder="Search titles, publishers, addresses" value={words} maxLength={200}
            onInput={(event) => setWords(event.currentTarget.value)} />
        </label>
        <button type="button" class="main" onClick={() => setAdding(true)}>Add a source</button>
      </div>
      {adding && <AddSource close={() => setAdding(false)} />}
      <Show of={list}>
        {({ documents: found, nextPageToken }) => {
          const all = [...earlier, ...found];
          if (all.length === 0) {
            return query === ''
              ? <div class="notice"><p>Nothing is recorded yet.</p><p>Add the text of an article, a transcript or a post. Claims then cite its exact words.</p></div>
              : <p class="notice" role="status">No source has these words in its title, publisher or address.</p>;
          }
          return (
            <>
              <ul class="list" aria-label="Sources">{all.map((document) => <Item key={document.name} document={document} />)}</ul>
              {nextPageToken && (
                <button type="button" onClick={() => {
                  setEarlier(all);
                  setPageToken(nextPageToken);
                }}>More</button>
              )}
            </>
          );
        }}
      </Show>
    </section>
  );
}
