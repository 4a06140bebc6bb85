// An OpenID Connect issuer, by oauth2-mock-server: issuer.mjs FILE. Writes its port, and the port on which the test
// controls it, to FILE. A control request is a POST:
//   /claims          adds the claims in the body, in JSON, to each token from now on
//   /add-key?ES256   makes and publishes one more key, with which it signs in turn
//   /replace-keys?ES256  starts again with one new key in place of all others
//   /stop            ends the issuer; /replace-keys starts it again
import { renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { OAuth2Server } from 'oauth2-mock-server';

let issuer;
let port = 0;
let claims = {};

async function start(algorithm) {
  if (issuer) await issuer.stop();
  issuer = new OAuth2Server();
  await issuer.issuer.keys.generate(algorithm);
  issuer.service.on('beforeTokenSigning', (token) => Object.assign(token.payload, claims));
  await issuer.start(port, '127.0.0.1');
  port = issuer.address().port;
  issuer.issuer.url = `http://127.0.0.1:${port}`;
}

const actions = {
  '/claims': (_, body) => { claims = JSON.parse(body); },
  '/add-key': (algorithm) => issuer.issuer.keys.generate(algorithm),
  '/replace-keys': start,
  '/stop': async () => { await issuer.stop(); issuer = undefined; },
};

await start('RS256');
const control = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const [path, argument] = request.url.split('?');
  await actions[path](argument, body);
  response.end('ok');
});
control.listen(0, '127.0.0.1', () => {
  const file = process.argv[2];
  writeFileSync(`${file}.new`, `${port} ${control.address().port}\n`);
  renameSync(`${file}.new`, file);
});
