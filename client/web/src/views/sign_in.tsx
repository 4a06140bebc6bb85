// Signing in with a token, or at an issuer. The token is in memory alone: closing or reloading the page forgets it.
import { useState } from 'preact/hooks';
import { isSignedIn, signIn } from '../api';
import { line } from '../format';
import { type Issuer, issuersOf, leaveFor } from '../oidc';
import { Dialog } from '../parts/dialog';
import { useLoad } from '../parts/load';

export function SignInDialog({ close }: { close: () => void }) {
  const issuers = useLoad(issuersOf, []);
  const [trouble, setTrouble] = useState('');
  const leave = (issuer: Issuer) => {
    setTrouble('');
    leaveFor(issuer).catch((error) => setTrouble(`This issuer cannot be reached: ${error instanceof Error ? error.message : error}`));
  };
  return (
    <Dialog title="Sign in" close={close}>
      <form class="form" onSubmit={(event) => {
        event.preventDefault();
        signIn(String(new FormData(event.currentTarget as HTMLFormElement).get('token') ?? '').trim());
        close();
      }}>
        {issuers.value?.map((issuer) => (
          <div class="actions" key={issuer.issuer}><button type="button" class="main" onClick={() => leave(issuer)}>Sign in at {line(new URL(issuer.issuer).host)}</button></div>
        ))}
        {trouble && <p class="wide wrong" role="alert">{trouble}</p>}
        <label class="wide">Your token<input name="token" type="password" autocomplete="off" required={!isSignedIn()} /></label>
        <p class="wide facts">It is kept until you close or reload this page.</p>
        <div class="actions">
          <button class="main">Sign in</button>
          {isSignedIn() && <button type="button" onClick={() => {
            signIn('');
            close();
          }}>Sign out</button>}
        </div>
      </form>
    </Dialog>
  );
}
