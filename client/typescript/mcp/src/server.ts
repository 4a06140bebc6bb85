// The Model Context Protocol server of one Verbatim service.
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { Client } from '@verbatim-claims/client';
import { z } from 'zod';
import { lines, MOST_CHARACTERS, shorten, showClaim } from './answers.js';
import { addReadingTools, addWritingTools } from './tools.js';

const LISTED = 100;  // resources of each kind
const CLAIMS = 200;  // that a document's resource names

export interface Settings {
  version: string;
  write: boolean;  // whether the server has tools that record
}

export function makeServer(client: Client, { version, write }: Settings): McpServer {
  const server = new McpServer({ name: 'verbatim', version }, {
    instructions: 'Verbatim records claims together with the exact words of their source, and refuses a claim whose quote is not there. '
      + (write ? 'To ground a statement: add_source (once), read_source, then record_claim with a quote copied from the source. '
        : 'This server only reads. ') + 'To check a text: check_text, then trace_claim for each claim that matters.',
  });
  addReadingTools(server, client);
  if (write) addWritingTools(server, client);
  addResources(server, client);
  addPrompts(server, write);
  return server;
}

function addResources(server: McpServer, client: Client): void {
  const text = (uri: URL, words: string) => ({ contents: [{ uri: uri.href, mimeType: 'text/plain', text: words }] });

  server.registerResource('document', new ResourceTemplate('verbatim://documents/{id}', {
    list: async () => {
      const resources = [];
      for await (const { name, title } of client.documents()) {
        resources.push({ uri: `verbatim://${name}`, name: title || name, mimeType: 'text/plain' });
        if (resources.length >= LISTED) break;
      }
      return { resources };
    },
  }), { title: 'A source', description: 'A source and the claims that quote it' }, async (uri, { id }) => {
    const name = `documents/${String(id)}`;
    const document = await client.getDocument(name);
    const shown = [`${name}: ${document.title}`, ...(document.uri ? [document.uri] : []), `latest text: ${document.latestRevision}`];
    for await (const claim of client.claims({ document: name })) {
      shown.push(showClaim(claim));
      if (shown.length >= CLAIMS) break;
    }
    return text(uri, lines(shown, 'Read the claims one by one.'));
  });

  server.registerResource('revision', new ResourceTemplate('verbatim://documents/{id}/revisions/{number}', { list: undefined }), {
    title: 'A text of a source', description: 'The beginning of one text of a source; the tool read_source reads on',
  }, async (uri, { id, number }) => {
    const revision = await client.getRevision(`documents/${String(id)}/revisions/${String(number)}`);
    return text(uri, shorten(revision.text, MOST_CHARACTERS));
  });

  server.registerResource('claim', new ResourceTemplate('verbatim://claims/{id}', { list: undefined }), {
    title: 'A claim', description: 'A claim with its quotes and where their words are now',
  }, async (uri, { id }) => text(uri, showClaim(await client.getClaim(`claims/${String(id)}`))));
}

function addPrompts(server: McpServer, write: boolean): void {
  const message = (words: string) => ({ messages: [{ role: 'user' as const, content: { type: 'text' as const, text: words } }] });

  server.registerPrompt('ground_draft', {
    title: 'Ground a draft in its sources',
    description: 'Finds the words of a source for each statement of a draft, and names the statements that have none',
    argsSchema: { draft: z.string(), source: z.string().optional() },
  }, ({ draft, source }) => message([
    `Ground this draft${source ? ` in ${source}` : ''}. For each statement of fact in it:`,
    `1. Find the words that support it with find_passage${source ? '' : ', in the sources that the resources list'}, and read around them with read_source.`,
    write ? '2. Record it with record_claim, with exactly those words as the quote, and with a statement if it has a number or date.'
      : '2. Note the exact words and the name of their source.',
    '3. If a call is refused, mend the quote or correct the statement as the answer says. Never change a quote so that it fits.',
    'Then list each statement with its quote, and apart from these the statements that no source supports.', '', draft].join('\n')));

  server.registerPrompt('check_draft', {
    title: 'Check a draft against recorded claims',
    description: 'Names the sentences of a draft that contradict what is recorded',
    argsSchema: { draft: z.string() },
  }, ({ draft }) => message(
    `Check this draft with check_text. For each sentence that contradicts a claim, read the claim's source (trace_claim, read_source), and say which of the two is right by its words.\n\n${draft}`));
}
