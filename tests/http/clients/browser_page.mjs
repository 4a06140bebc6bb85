// The page of browser.mjs. A frame of another origin, which the server does not allow, tries to call it too.
import { createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { createConnectTransport, createGrpcWebTransport } from '@connectrpc/connect-web';
import { connectClient, run } from './scenario.mjs';

const parameters = new URLSearchParams(location.search);
const server = parameters.get('server');
const contract = new Uint8Array(await (await fetch('/contract.binpb')).arrayBuffer());
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, contract));
const transports = {
  'chromium-connect-json': createConnectTransport({ baseUrl: server }),
  'chromium-connect-binary': createConnectTransport({ baseUrl: server, useBinaryFormat: true }),
  'chromium-connect-get': createConnectTransport({ baseUrl: server, useHttpGet: true }),
  'chromium-grpc-web': createGrpcWebTransport({ baseUrl: server }),
  'chromium-grpc-web-json': createGrpcWebTransport({ baseUrl: server, useBinaryFormat: false }),
};

// Whether this page can read what the server responds.
async function isShutOut() {
  const client = connectClient(registry, transports['chromium-connect-json']);
  const get = await fetch(`${server}/v1/documents`).then(() => false, () => true);
  const call = await client.call('ClaimService', 'ListClaims', {}).then(() => false, () => true);
  return get && call;
}

// Server-Sent Events as browsers read them.
async function readEvents() {
  const events = new EventSource(`${server}/v1/log/entries:watch?leaves_only=true`);
  const event = await new Promise((resolve, reject) => {
    events.onmessage = resolve;
    events.onerror = () => reject(new Error('no event'));
  });
  events.close();
  const { entries } = JSON.parse(event.data);
  if (Number(event.lastEventId) !== Number(entries.at(-1).index) + 1) throw new Error('the id is the next index');
}

// Loads this page in a frame of the foreign origin and returns what it says.
async function askForeignPage() {
  const frame = document.createElement('iframe');
  frame.src = `${parameters.get('foreign')}/?${new URLSearchParams({ server })}`;
  const said = new Promise((resolve) => window.addEventListener('message', (event) => resolve(event.data)));
  document.body.append(frame);
  if ((await said) !== 'shut out') throw new Error('a page of another origin is not shut out');
}

if (window.parent !== window) {
  window.parent.postMessage((await isShutOut()) ? 'shut out' : 'let in', '*');
} else {
  const lines = [];
  const attempt = (name, work) =>
    work().then(() => lines.push(`${name}: ok`), (error) => lines.push(`${name}: ${error?.stack ?? JSON.stringify(error)}`));
  for (const [id, transport] of Object.entries(transports)) {
    await attempt(id, () => run(id, connectClient(registry, transport)));
  }
  await attempt('chromium-events', readEvents);
  await attempt('chromium-foreign-origin', askForeignPage);
  await fetch('/report', { method: 'POST', body: JSON.stringify(lines) });
}
