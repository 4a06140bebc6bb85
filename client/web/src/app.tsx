// The frame of the page: its head, and the view of the address.
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isSignedIn, onSignIn } from './api';
import { followLinks, href, type Route, useRoute } from './router';

type View<R> = () => Promise<{ default: ComponentType<{ route: R }> }>;

// Each view is a file of its own, which is loaded when it is needed.
const VIEWS: { [V in Route['view']]?: View<Extract<Route, { view: V }>> } = {
  sources: () => import('./views/sources'),
  source: () => import('./views/source'),
  claim: () => import('./views/claim'),
  check: () => import('./views/check'),
  log: () => import('./views/log'),
};
const changes = () => import('./views/changes');
const embed = () => import('./views/embed');

function loaderOf(route: Route): View<never> | undefined {
  if (route.view === 'source' && route.since !== undefined) return changes as View<never>;
  if (route.view === 'claim' && route.embedded) return embed as View<never>;
  return VIEWS[route.view] as View<never> | undefined;
}

function CurrentView({ route }: { route: Route }) {
  const [view, setView] = useState<{ Component: ComponentType<{ route: Route }>; route: Route }>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let current = true;
    loaderOf(route)?.().then(
      ({ default: Component }) => current && setView({ Component: Component as ComponentType<{ route: Route }>, route }),
      () => current && setFailed(true));
    return () => {
      current = false;
    };
  }, [route]);
  if (route.view === 'unknown') {
    return (
      <div class="notice">
        <h1>Nothing is at this address</h1>
        <p><a href={href('')}>All sources</a></p>
      </div>
    );
  }
  if (failed) return <p class="notice trouble" role="alert">A part of this page could not be loaded. Reload it to try again.</p>;
  return view ? <view.Component route={view.route} /> : null;
}

function SignIn() {
  const [signedIn, setSignedIn] = useState(isSignedIn);
  const [Dialog, setDialog] = useState<{ of: ComponentType<{ close: () => void }> }>();
  useEffect(() => onSignIn(() => setSignedIn(isSignedIn())), []);
  const open = async () => setDialog({ of: (await import('./views/sign_in')).SignInDialog });
  return (
    <>
      <button type="button" class="quiet" onClick={open}>{signedIn ? 'Signed in' : 'Sign in'}</button>
      {Dialog && <Dialog.of close={() => setDialog(undefined)} />}
    </>
  );
}

// `arrival` ends with the reason why signing in at an issuer failed, if it did.
export function App({ arrival }: { arrival: Promise<string | undefined> }) {
  const route = useRoute();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    arrival.then(setTrouble, (error) => setTrouble(`Signing in failed: ${error instanceof Error ? error.message : error}`));
  }, []);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.addEventListener('click', followLinks);
    return () => document.removeEventListener('click', followLinks);
  }, []);
  useEffect(() => {
    // A screen reader continues at the new view, not at a link that is gone.
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [route]);
  if (route.view === 'claim' && route.embedded) return <main class="embedded"><CurrentView route={route} /></main>;
  const link = (path: string, label: string, view: Route['view'][]) => (
    <a href={href(path)} aria-current={view.includes(route.view) ? 'page' : undefined}>{label}</a>
  );
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => {
        event.preventDefault();
        main.current?.focus();
      }}>Skip to the content</a>
      <header class="head">
        <a class="name" href={href('')}>Verbatim</a>
        <nav aria-label="Views">
          {link('', 'Sources', ['sources', 'source', 'claim'])}
          {link('check', 'Check a text', ['check'])}
          {link('log', 'Log', ['log'])}
        </nav>
        <SignIn />
      </header>
      <main id="main" ref={main} tabIndex={-1}>{trouble && <p class="notice trouble" role="alert">{trouble}</p>}<CurrentView route={route} /></main>
    </>
  );
}
