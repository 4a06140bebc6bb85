// The tools. Their descriptions are written for a model that reads them once.
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { type AnyValue, citation, type Client, pb, quantity, statement, time } from '@verbatim-claims/client';
import { z } from 'zod';
import { type Answer, answer, failure, lines, shorten, showClaim, showValue } from './answers.js';

const SENTENCES = 100;  // that read_source returns by default
const PASSAGES = 5;
const MATCHES = 10;
const SENTENCES_CHECKED = 200;
const CHANGES = 200;
const MOST_TEXT = 1 << 20;  // characters of an argument, as the limit of a source is 16 MiB

const source = z.string().regex(/^documents\/[^/]+(\/revisions\/\d+)?$/)
  .describe('Name of a source: documents/ID for its latest text, or documents/ID/revisions/NUMBER');
const claimName = z.string().regex(/^claims\/[^/]+$/).describe('Name of a claim: claims/ID');
const reads = { readOnlyHint: true, openWorldHint: false };
const writes = { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false };

// A value of a statement, as models write it.
const valueShape = z.object({
  number: z.union([z.number(), z.string()]).optional().describe('A number, as 52 or "0.5"'),
  unit: z.string().optional().describe('The unit of the number, as "political prisoner" or "%"'),
  date: z.string().optional().describe('A date, as 2025-09-11, 2025-09 or 2025'),
  text: z.string().optional().describe('Anything else'),
}).describe('Give number (with unit), date or text');

function toValue(value: z.infer<typeof valueShape>): AnyValue {
  if (value.number !== undefined) return quantity(value.number, value.unit ?? '');
  if (value.date !== undefined) return time(value.date);
  return value.text ?? '';
}

async function guarded(run: () => Promise<string>): Promise<Answer> {
  try {
    return answer(await run());
  } catch (thrown) {
    return failure(thrown);
  }
}

async function take<T>(items: AsyncIterable<T>, most: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of items) if (taken.push(item) >= most) break;
  return taken;
}

export function addReadingTools(server: McpServer, client: Client): void {
  server.registerTool('read_source', {
    title: 'Read a source',
    description: 'Returns the sentences of a recorded source, each after its number. Read a source before you quote it: a quote must have '
      + 'its exact words. Returns up to `count` sentences from number `from` on; the last line says where to go on.',
    inputSchema: { source, from: z.number().int().min(0).default(0), count: z.number().int().min(1).max(1000).default(SENTENCES) },
    annotations: reads,
  }, ({ source: parent, from, count }) => guarded(async () => {
    const sentences = await take(client.sentences(parent), from + count + 1);
    const shown = sentences.slice(from, from + count).map(({ index, text }) => `${index}: ${text}`);
    if (shown.length === 0) return `${parent} has ${sentences.length} sentences, so none from ${from} on.`;
    const text = lines(shown, 'Repeat the call with `from` set to the number behind the last one shown.');
    return sentences.length > from + count ? `${text}\n(more: set from to ${from + count})` : text;
  }));

  server.registerTool('find_passage', {
    title: 'Find words in a source',
    description: 'Finds the passages of a source that are most similar to words that you remember or want to quote, best first. Use the words '
      + 'between » and « exactly as they are as the quote of record_claim.',
    inputSchema: { source, words: z.string().min(1).max(10_000) },
    annotations: reads,
  }, ({ source: parent, words }) => guarded(async () => {
    const found = await client.locateQuote(parent, words, { limit: PASSAGES });
    if (found.length === 0) return `Nothing in ${parent} is similar to these words.`;
    return lines(found.map(({ prefix, quote, suffix, similarity }) =>
      `${Math.floor(similarity * 100)}% similar: …${prefix}»${shorten(quote)}«${suffix}…`), 'Give more of the words.');
  }));

  server.registerTool('match_text', {
    title: 'Find claims like a sentence',
    description: 'Finds the recorded claims that a sentence repeats, or contradicts by another number, date or opposite word. Use it before you '
      + 'record a claim, and to check one sentence. For a longer text, use check_text.',
    inputSchema: { text: z.string().min(1).max(10_000), language: z.string().max(35).optional().describe('BCP 47 code, as en') },
    annotations: reads,
  }, ({ text, language = '' }) => guarded(async () => {
    const matches = await client.match(text, { limit: MATCHES, languageCode: language, foldDuplicates: true });
    return matches.length === 0 ? 'No recorded claim is like this text.' : lines(matches.map(showMatch), 'Give a more specific sentence.');
  }));

  server.registerTool('check_text', {
    title: 'Check a text against the claims',
    description: 'Checks each sentence of a text against the recorded claims. Returns only the sentences that repeat or contradict a claim. A '
      + 'sentence without a line is unknown, not wrong.',
    inputSchema: { text: z.string().min(1).max(MOST_TEXT), language: z.string().max(35).optional().describe('BCP 47 code, as en') },
    annotations: reads,
  }, ({ text, language = '' }) => guarded(async () => {
    const found: string[] = [];
    let checked = 0;
    for await (const { sentence, matches } of client.checkText(text, { languageCode: language, limit: 2, foldDuplicates: true })) {
      if (sentence !== '') ++checked;
      const telling = matches.filter(({ relation }) => relation !== pb.Match_Relation.RELATED);
      if (telling.length > 0) found.push([`»${shorten(sentence)}«`, ...telling.map((match) => `  ${showMatch(match)}`)].join('\n'));
      if (found.length >= SENTENCES_CHECKED) break;
    }
    return found.length === 0 ? `No sentence repeats or contradicts a recorded claim.`
      : lines([...found, `(${checked} sentences had similar claims)`], 'Check the rest of the text in another call.');
  }));

  server.registerTool('trace_claim', {
    title: 'Trace where a claim comes from',
    description: 'Shows a claim with its quotes, and what it derives from: sources, evidence, other claims, and who or what produced each.',
    inputSchema: { claim: claimName },
    annotations: reads,
  }, ({ claim }) => guarded(async () => {
    const [recorded, trace] = await Promise.all([client.getClaim(claim), client.traceClaim(claim, { maxDepth: 4, pageSize: 100 })]);
    const relations = trace.relations.map(({ subject, object, kind }) =>
      `  ${subject} ${pb.ProvenanceRelationKind[kind]?.toLowerCase().replaceAll('_', ' ')} ${object}`);
    return lines([showClaim(recorded), ...relations], 'Trace one of the named resources.');
  }));

  server.registerTool('what_changed', {
    title: 'See what changed in a source',
    description: 'Compares two texts of a source, by default the latest with the one before: the edited, added and removed sentences, and the '
      + 'recorded claims that each touches. Use it to find claims that a correction of the source has made out of date.',
    inputSchema: { source, before: z.string().regex(/^documents\/[^/]+\/revisions\/\d+$/).optional().describe('The earlier text: documents/ID/revisions/NUMBER') },
    annotations: reads,
  }, ({ source: after, before = '' }) => guarded(async () => {
    const compared = await client.rpc.documents.compareRevisions({ after, before, changesOnly: true, pageSize: CHANGES });
    const kinds = ['', 'kept', 'moved', 'edited', 'added', 'removed'];
    const shown = compared.changes.map((change) => {
      const words = change.kind === 3 ? change.diff.map(({ kind, words: text }) => (kind === 2 ? `[${text}]` : kind === 3 ? `{${text}}` : text)).join(' ')
        : (change.after ?? change.before)?.text ?? '';
      return [`${kinds[change.kind] ?? 'changed'}: ${shorten(words)}`, ...(change.claims.length > 0 ? [`  claims: ${change.claims.join(', ')}`] : [])].join('\n');
    });
    const title = `${compared.before?.name ?? ''} to ${compared.after?.name ?? ''} (removed words in [], added words in {}):`;
    return shown.length === 0 ? `${title}\nnothing changed` : lines([title, ...shown], 'Compare revisions that are closer to each other.');
  }));

  server.registerTool('verify_claim', {
    title: 'Verify a claim',
    description: 'Lets the service check a claim against the stored bytes of its source and against the log, and says which checks passed.',
    inputSchema: { claim: claimName },
    annotations: reads,
  }, ({ claim }) => guarded(async () => {
    const { verified, checks } = await client.verifyClaim(claim);
    const outcomes = ['', 'passed', 'FAILED', 'skipped'];
    return lines([`${claim}: ${verified ? 'verified' : 'NOT verified'}`, ...checks.map(({ kind, outcome, subject, detail }) =>
      `  ${outcomes[outcome] ?? ''}: ${pb.CheckKind[kind]?.toLowerCase().replaceAll('_', ' ')} of ${subject}${detail ? `: ${shorten(detail)}` : ''}`)], '');
  }));
}

export function addWritingTools(server: McpServer, client: Client): void {
  server.registerTool('add_source', {
    title: 'Record a source',
    description: 'Records the full text of a source: an article, a transcript, a post. Its name, documents/ID, is what record_claim cites. Record a '
      + 'source once, with its text unchanged: never a summary, and nothing that you wrote yourself.',
    inputSchema: {
      text: z.string().min(1).max(MOST_TEXT),
      title: z.string().max(1000).optional(),
      uri: z.string().max(2000).optional().describe('Where the text was found'),
      language: z.string().max(35).optional().describe('BCP 47 code, as en'),
      html: z.boolean().default(false).describe('Whether the text is HTML'),
    },
    annotations: writes,
  }, ({ text, title = '', uri = '', language = '', html }) => guarded(async () => {
    const { document, similarDocuments } = await client.rpc.documents.createDocument({
      document: { title, uri, languageCode: language }, content: { mediaType: html ? 'text/html' : 'text/plain', data: new TextEncoder().encode(text) },
    });
    const known = similarDocuments.length > 0 ? `\nThe same text or address was recorded before as ${similarDocuments.slice(0, PASSAGES).join(', ')}.` : '';
    return `Recorded as ${document!.name}.${known}`;
  }));

  server.registerTool('record_claim', {
    title: 'Record a claim with its quote',
    description: 'Records one claim with the words of its source that support it. `quote` must be copied from the source letter for letter, and must '
      + 'support the claim by itself. If the quote is not in the source, nothing is recorded, and the answer has the nearest words: then call '
      + 'again with those, or correct the claim. If the claim has a number or date, also give `statement`, so that the number is compared with the quote.',
    inputSchema: {
      source,
      text: z.string().min(1).max(10_000).describe('The claim, as one sentence in your words'),
      quote: z.string().min(1).max(60_000).describe('The exact words of the source'),
      prefix: z.string().max(500).optional().describe('Words directly before the quote, if it occurs more than once'),
      suffix: z.string().max(500).optional().describe('Words directly after the quote, if it occurs more than once'),
      statement: z.object({ subject: z.string(), predicate: z.string(), object: valueShape }).optional()
        .describe('The claim as subject, predicate and value, as {"subject": "Belarus", "predicate": "released", "object": {"number": 52, "unit": "political prisoner"}}'),
    },
    annotations: writes,
  }, ({ source: parent, text, quote, prefix = '', suffix = '', statement: given }) => guarded(async () => {
    const { claim, similarClaims } = await client.rpc.claims.createClaim({
      claim: {
        text,
        citations: [citation(quote, parent, { prefix, suffix })],
        ...(given ? { statement: statement(given.subject, given.predicate, toValue(given.object)) } : {}),
      },
    });
    const attested = claim!.citations.flatMap(({ attestations }) => attestations).filter(({ state }) => state === 1)
      .map(({ surface, stated }) => `  »${surface}« states ${showValue(stated)}`);
    const known = similarClaims.length > 0 ? [`  The same claim was recorded before as ${similarClaims.slice(0, PASSAGES).join(', ')}.`] : [];
    return lines([`Recorded: ${showClaim(claim!)}`, ...attested, ...known], '');
  }));
}

const RELATIONS = ['like', 'repeats', 'contradicts', 'contradicts', 'resembles'];

function showMatch({ claim, relation, conflicts, reasons }: pb.Match): string {
  const values = conflicts.map(({ claimedSurface, statedSurface }) => ` (here: ${statedSurface}; claim: ${claimedSurface})`).join('');
  const why = conflicts.length === 0 && relation === pb.Match_Relation.OPPOSED && reasons.length > 0 ? ` (${shorten(reasons[0] ?? '', 200)})` : '';
  return `${RELATIONS[relation] ?? 'like'}${values}${why} ${claim ? showClaim(claim) : ''}`;
}
