// The addresses of the page. They are relative to <base>, so that the page works behind any path prefix.
import { useEffect, useState } from 'preact/hooks';

export type Route =
  | { view: 'sources' }
  | { view: 'source'; document: string; revision: number | undefined; since: number | undefined }
  | { view: 'claim'; claim: string; embedded: boolean }
  | { view: 'check' }
  | { view: 'log' }
  | { view: 'unknown' };

const ID = '[a-z0-9-]{1,63}';
const SOURCE = new RegExp(`^(documents/${ID})(?:/revisions/([1-9][0-9]*))?$`);
const CLAIM = new RegExp(`^(embed/)?(claims/${ID})$`);

// Reads an address relative to <base>.
export function parseRoute(path: string, query: URLSearchParams): Route {
  if (path === '') return { view: 'sources' };
  if (path === 'check' || path === 'log') return { view: path };
  const [, document, revision] = SOURCE.exec(path) ?? [];
  if (document !== undefined) {
    const since = query.get('since');
    return {
      view: 'source',
      document,
      revision: revision === undefined ? undefined : Number(revision),
      since: since !== null && /^[1-9][0-9]*$/.test(since) ? Number(since) : undefined,
    };
  }
  const [, embed, claim] = CLAIM.exec(path) ?? [];
  if (claim !== undefined) return { view: 'claim', claim, embedded: embed !== undefined };
  return { view: 'unknown' };
}

// Fixed when the page loads: <base> is relative to the address at that time.
export const base = typeof document === 'undefined' ? new URL('http://page/') : new URL('.', document.baseURI);

export function currentRoute(): Route {
  const { pathname, search } = window.location;
  if (!pathname.startsWith(base.pathname)) return { view: 'unknown' };
  return parseRoute(pathname.slice(base.pathname.length), new URLSearchParams(search));
}

// The absolute address of a relative one, such as claims/freed.
export const href = (path: string): string => new URL(path, base).href;

const CHANGED = 'verbatim:route';

export function navigate(path: string): void {
  window.history.pushState(null, '', href(path));
  window.dispatchEvent(new Event(CHANGED));
  if (!window.location.hash) window.scrollTo(0, 0);
}

export function useRoute(): Route {
  const [route, setRoute] = useState(currentRoute);
  useEffect(() => {
    const update = () => setRoute(currentRoute());
    window.addEventListener('popstate', update);
    window.addEventListener(CHANGED, update);
    return () => {
      window.removeEventListener('popstate', update);
      window.removeEventListener(CHANGED, update);
    };
  }, []);
  return route;
}

// Follows links to other views without loading the page again.
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest('a');
  if (link === null || link.target !== '' || link.hasAttribute('download') || link.origin !== base.origin) return;
  const { pathname, search, hash } = link;
  if (!pathname.startsWith(base.pathname) || (hash !== '' && pathname === window.location.pathname)) return;
  const path = pathname.slice(base.pathname.length);
  if (parseRoute(path, new URLSearchParams(search)).view === 'unknown') return;
  event.preventDefault();
  navigate(path + search + hash);
}
