#!/usr/bin/env node
// verbatim-mcp: serves the Model Context Protocol over standard input and output, or over HTTP.
import http from 'node:http';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { Client } from '@verbatim-claims/client';
import { makeServer, type Settings } from './server.js';

const HELP = `verbatim-mcp: a Model Context Protocol server of a Verbatim service

  --server HOST:PORT   the service (default: VERBATIM_SERVER, or 127.0.0.1:7461)
  --tls                use TLS
  --tls-ca FILE        PEM file of the CA that signed the service's certificate
  --write              also offer tools that record sources and claims
  --http HOST:PORT     serve streamable HTTP at /mcp of a loopback address, instead of standard input and output
  --help               print this

The token of the caller is in VERBATIM_TOKEN.
`;

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

async function serveHttp(client: Client, settings: Settings, address: string): Promise<void> {
  const [, host = '', port = ''] = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\]):(\d+)$/.exec(address) ?? [];
  // Whoever reaches this port acts with the token of this process.
  if (host === '') throw new Error('--http takes HOST:PORT of a loopback address; put a proxy that authenticates before it for others');
  // Loads Express, which takes longer than all else, so not for standard input and output.
  const { StreamableHTTPServerTransport } = await import('@modelcontextprotocol/sdk/server/streamableHttp.js');
  const listener = http.createServer((request, response) => {
    void (async () => {
      // A page of another site that has made its name point to this machine sends its own name.
      const name = (request.headers.host ?? '').replace(/:\d+$/, '');
      const { origin } = request.headers;
      if (name !== host || (origin !== undefined && new URL(origin).hostname !== host)) {
        response.writeHead(403).end('wrong host or origin\n');
        return;
      }
      if (new URL(request.url ?? '', 'http://localhost').pathname !== '/mcp') {
        response.writeHead(404).end('the endpoint is /mcp\n');
        return;
      }
      // Without sessions: a server for each request, which answers in JSON.
      const server = makeServer(client, settings);
      const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true } as ConstructorParameters<typeof StreamableHTTPServerTransport>[0]);
      response.on('close', () => void server.close());
      await server.connect(transport as Parameters<typeof server.connect>[0]);
      await transport.handleRequest(request, response);
    })().catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  listener.listen(Number(port), host.replace(/[[\]]/g, ''), () => {
    const bound = listener.address();
    console.error(`verbatim-mcp: http://${host}:${typeof bound === 'object' ? bound?.port : port}/mcp`);
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      server: { type: 'string' }, tls: { type: 'boolean' }, 'tls-ca': { type: 'string' }, write: { type: 'boolean' }, http: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const ca = values['tls-ca'];
  const token = process.env['VERBATIM_TOKEN'];
  const client = new Client({
    address: values.server ?? process.env['VERBATIM_SERVER'] ?? '127.0.0.1:7461',
    ...(values.tls || ca !== undefined ? { tls: ca === undefined ? {} : { ca } } : {}),
    ...(token ? { token } : {}),
  });
  const settings = { version, write: values.write ?? false };
  if (values.http !== undefined) {
    await serveHttp(client, settings, values.http);
    return;
  }
  const server = makeServer(client, settings);
  server.server.onclose = () => {
    client.close();
    process.exit(0);
  };
  process.stdin.on('end', () => void server.close());
  await server.connect(new StdioServerTransport());
}

main().catch((error: unknown) => {
  console.error(`verbatim-mcp: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(2);
});
