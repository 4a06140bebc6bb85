// Signing in with a token. The token is in memory alone: closing or reloading the page forgets it.
import { isSignedIn, signIn } from '../api';
import { Dialog } from '../parts/dialog';

export function SignInDialog({ close }: { close: () => void }) {
  return (
    <Dialog title="Sign in" close={close}>
      <form class="form" onSubmit={(event) => {
        event.preventDefault();
        signIn(String(new FormData(event.currentTarget as HTMLFormElement).get('token') ?? '').trim());
        close();
      }}>
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
