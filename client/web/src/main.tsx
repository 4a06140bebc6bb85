import { render } from 'preact';
import { App } from './app';
import { arriveFromIssuer } from './oidc';
import './styles/base.css';
import './styles/parts.css';
import './styles/views.css';

// Before the first view, because the address may be that of the way back from an issuer.
const arrival = arriveFromIssuer();
render(<App arrival={arrival} />, document.getElementById('page')!);
