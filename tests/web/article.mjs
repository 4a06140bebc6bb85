// The article of the shared data, with its claims, as the scenarios record it.
import fs from 'node:fs';
import path from 'node:path';

export function readArticle(root) {
  const shared = path.resolve(root, '../shared/data');
  const text = path.join(shared, 'belarus-between-east-and-west.txt');
  const claims = path.join(shared, 'belarus-claims.jsonl');
  if (!fs.existsSync(text) || !fs.existsSync(claims)) return undefined;
  return {
    text: fs.readFileSync(text, 'utf8'),
    claims: fs.readFileSync(claims, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line)),
  };
}

// Records the article with its claims, evidence, reviews and links, and a second revision.
export async function recordArticle(server, { text, claims }) {
  await server.addSource('belarus', {
    title: 'Belarus Between East and West', uri: 'https://paper.example/belarus', publisher: 'The Paper', authors: ['Abby Poprocki'],
    languageCode: 'en', publishTime: '2025-11-20T00:00:00Z',
  }, text);
  const topics = ['prisoners', 'sanctions', 'diplomacy'];
  let index = 0;
  for (const claim of claims) {
    const citations = claim.citations.map((citation) => ({ revision: 'documents/belarus/revisions/1', ...citation }));
    await server.post('/v1/claims', { claimId: `c${index}`, claim: { ...claim, citations, labels: { topic: topics[index % 3] } } });
    ++index;
  }
  const quote = claims[0].citations[0].quote;
  await server.post('/v1/claims', {
    claimId: 'overlap',
    claim: {
      text: 'Fifty-two prisoners went free in Belarus.', claimant: { name: 'An envoy' }, labels: { topic: 'prisoners' },
      citations: [{ revision: 'documents/belarus/revisions/1', quote: 'Belarus unexpectedly released fifty-two political prisoners' }],
    },
  });
  await server.post('/v1/claims/c0/evidence', {
    evidenceId: 'e', evidence: { stance: 'EVIDENCE_STANCE_SUPPORTS', note: 'The same paragraph.', citation: { revision: 'documents/belarus/revisions/1', quote } },
  });
  await server.post('/v1/claims/c0/reviews', {
    reviewId: 'r', review: {
      rating: { words: 'Mostly true', value: 4, best: 5, worst: 1 }, reviewer: { name: 'Facts Weekly', uri: 'https://facts.example' },
      uri: 'https://facts.example/52', publishDate: '2025-12-01', rationale: 'Lists of human rights groups have 52 names.', evidence: ['claims/c0/evidence/e'],
    },
  });
  await server.post('/v1/claims/overlap/links', { link: { relation: 'LINK_RELATION_SAME_AS', target: 'claims/c0' } });
  await server.post('/v1/claims/c2:retract', { name: 'claims/c2', reason: 'Recorded twice.' });
}

// Records a revision in which the first claim says something else, and a sentence is gone.
export async function reviseArticle(server, { text }) {
  const revised = text.replace('fifty-two political prisoners', 'fifty political prisoners')
    .replace(' Additionally, the leaders discussed the potential to re-establish a trade relationship between the two countries and reopen the US embassy in Minsk.', '');
  return server.post('/v1/documents/belarus/revisions', { content: { data: Buffer.from(revised).toString('base64') } });
}
