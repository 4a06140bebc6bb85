// @verbatim-claims/mcp against verbatimd, with the client of the SDK, and with the inspector's command line.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import * as verbatim from '@verbatim-claims/client';
import { BRIEF, PROJECT, QUOTE, Server } from './server.mjs';

const MCP = 'node_modules/.bin/verbatim-mcp';
const READING = ['check_text', 'find_passage', 'match_text', 'read_source', 'trace_claim', 'verify_claim', 'what_changed'];
const MOST_CHARACTERS = 18_000;
const PATIENCE_MS = 300_000;  // a server may start slowly on a busy machine

async function connect(transport) {
  const agent = new Client({ name: 'test', version: '1' });
  await agent.connect(transport, { timeout: PATIENCE_MS });
  const call = async (name, args) => {
    const { content, isError } = await agent.callTool({ name, arguments: args });
    assert.ok(content[0].text.length < MOST_CHARACTERS);
    return isError ? { refused: content[0].text } : content[0].text;
  };
  return { agent, call };
}

describe('The MCP server', async () => {
  let server;
  let records;
  const start = (...flags) => connect(new StdioClientTransport({ command: MCP, args: ['--server', server.address, ...flags] }));
  before(async () => {
    server = await Server.start();
    records = await start('--write');
  });
  after(async () => {
    await records.agent.close();
    await server.close();
  });

  test('lets an agent record a claim, and mend a quote', async () => {
    const { call } = records;
    const [source] = /documents\/[\w-]+/.exec(await call('add_source', { text: BRIEF, title: 'Minsk frees prisoners', language: 'en' }));
    assert.match(await call('read_source', { source, from: 2, count: 2 }), /^2: .*Belarus let fifty-two.*\n3: .*\n\(more: set from to 4\)$/s);
    assert.match(await call('find_passage', { source, words: 'let 52 political prisoners go' }), /»let fifty-two political prisoners go«/);
    const statement = { subject: 'Belarus', predicate: 'released', object: { number: 52, unit: 'political prisoner' } };
    const { refused } = await call('record_claim', { source, text: 'Belarus released 52 prisoners.', quote: 'let 52 political prisoners go', statement });
    const [, nearest] = /»(.*)«/.exec(refused);
    assert.match(refused, /repeat the call with exactly the words between » and «/);
    const recorded = await call('record_claim', { source, text: 'Belarus released 52 prisoners.', quote: nearest, statement });
    assert.match(recorded, /»fifty-two« states 52|»fifty-two political prisoners« states 52/);
    const [claim] = /claims\/[\w-]+/.exec(recorded);
    const wrong = { ...statement, object: { ...statement.object, number: '53' } };
    assert.match((await call('record_claim', { source, text: '53.', quote: QUOTE, statement: wrong })).refused, /claimed: 53.*the quote says 52/);
    assert.match((await call('record_claim', { source, text: 'Belavia.', quote: 'Belavia' })).refused, /occurs 2 times.*»Belavia«/s);
    assert.match((await call('record_claim', { source, text: 'No.', quote: 'zzzz qqqq' })).refused, /nothing there is similar|nearest words/);
    assert.match((await call('trace_claim', { claim: 'claims/none' })).refused, /claims\/none/);
    assert.match(await call('verify_claim', { claim }), new RegExp(`^${claim}: verified`));
    assert.match(await call('trace_claim', { claim }), /was derived from/);
    const client = new verbatim.Client(server.address);
    const { log } = client.rpc;
    const { checkpoint } = await log.getCheckpoint({});
    await client.match('x', { minLogSize: checkpoint.size });  // waits for the index
    assert.match(await call('match_text', { text: 'Belarus released 60 prisoners.', language: 'en' }), /contradicts \(here: 60; claim: 52\)/);
    assert.match(await call('check_text', { text: 'It rained. Belarus released 60 prisoners.', language: 'en' }), /»Belarus released 60 prisoners.«\n {2}contradicts/);
    await client.createRevision(source, BRIEF.replace('fifty-two', 'fifty'));
    client.close();
    assert.match(await call('what_changed', { source }), new RegExp(`edited: .*\\[fifty-two\\].*\\{fifty\\}.*\n {2}claims: ${claim}`, 's'));
  });

  test('bounds its answers', async () => {
    const { agent, call } = records;
    const text = Array.from({ length: 3000 }, (_, number) => `Sentence number ${number} is about something else.`).join('\n\n');
    const [source] = /documents\/[\w-]+/.exec(await call('add_source', { text }));
    const shown = await call('read_source', { source, count: 1000 });
    assert.match(shown, /\(\d+ more\. Repeat the call with `from`/);
    const { contents } = await agent.readResource({ uri: `verbatim://${source}/revisions/1` });
    assert.ok(contents[0].text.length < MOST_CHARACTERS);
  });

  test('has resources and prompts', async () => {
    const { agent } = records;
    const { resources } = await agent.listResources();
    const { uri } = resources.find(({ name }) => name === 'Minsk frees prisoners');
    const { contents } = await agent.readResource({ uri });
    assert.match(contents[0].text, /claims\/.*Belarus released 52 prisoners/);
    const [claim] = /claims\/[\w-]+/.exec(contents[0].text);
    assert.match((await agent.readResource({ uri: `verbatim://${claim}` })).contents[0].text, /edited, now »/);
    const { messages } = await agent.getPrompt({ name: 'ground_draft', arguments: { draft: 'Belarus freed 52.', source: 'documents/x' } });
    assert.match(messages[0].content.text, /record_claim.*Belarus freed 52\./s);
    assert.equal((await agent.listPrompts()).prompts.length, 2);
    assert.equal((await agent.listResourceTemplates()).resourceTemplates.length, 3);
  });

  test('only reads without --write', async () => {
    const { agent } = await start();
    const { tools } = await agent.listTools();
    assert.deepEqual(tools.map(({ name }) => name).sort(), READING);
    assert.ok(tools.every(({ annotations, description }) => annotations.readOnlyHint && description.length > 80));
    const { isError } = await agent.callTool({ name: 'record_claim', arguments: {} }).catch(() => ({ isError: true }));
    assert.ok(isError);
    await agent.close();
  });

  test('serves streamable HTTP on loopback addresses, to callers who name it', async () => {
    const process = spawn(MCP, ['--server', server.address, '--http', '127.0.0.1:0'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const url = await new Promise((resolve) => process.stderr.on('data', (data) => {
      const found = /http:\S+/.exec(String(data));
      if (found) resolve(new URL(found[0]));
    }));
    const { agent } = await connect(new StreamableHTTPClientTransport(url));
    assert.deepEqual((await agent.listTools()).tools.map(({ name }) => name).sort(), READING);
    await agent.close();
    const status = (headers) => new Promise((resolve, reject) => {
      http.request({ port: url.port, host: '127.0.0.1', path: '/mcp', method: 'POST', headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject).end('{}');
    });
    assert.equal(await status({ host: 'attacker.example' }), 403);
    assert.equal(await status({ origin: 'http://attacker.example' }), 403);
    process.kill();
    const refused = await promisify(execFile)(MCP, ['--http', '0.0.0.0:8765']).catch((error) => error);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /loopback address/);
  });

  test('passes the inspector', async () => {
    const inspect = async (...args) => JSON.parse((await promisify(execFile)(
      `${process.env.VERBATIM_TOOLS}/mcp-inspector-cli`, ['--cli', MCP, '-e', `VERBATIM_SERVER=${server.address}`, ...args])).stdout);
    const { tools } = await inspect('--method', 'tools/list');
    assert.deepEqual(tools.map(({ name }) => name).sort(), READING);
    const { content } = await inspect('--method', 'tools/call', '--tool-name', 'match_text', '--tool-arg', 'text=Belarus released 60 prisoners.');
    assert.match(content[0].text, /contradicts/);
  });

  test('says what to do if the service is away', async () => {
    const away = await connect(new StdioClientTransport({ command: MCP, args: ['--server', '127.0.0.1:1'] }));
    assert.match((await away.call('match_text', { text: 'x' })).refused, /Check that verbatimd runs/);
    await away.agent.close();
  });

  test('is set up as its page says', async () => {
    const [, settings] = /^```json\n(.*?)^```$/ms.exec(fs.readFileSync(`${PROJECT}/client/typescript/mcp/README.md`, 'utf8'));
    const { command, args } = JSON.parse(settings.replace('127.0.0.1:7461', server.address)).mcpServers.verbatim;
    const { agent } = await connect(new StdioClientTransport({ command, args }));
    assert.equal((await agent.listTools()).tools.length, READING.length + 2);
    await agent.close();
  });
});
