import { describe, expect, test } from 'vitest';
import { blocksOf, isHeading } from '../../../client/web/src/text/blocks';
import { placeNodes } from '../../../client/web/src/text/graph_layout';
import { type Mark, marksOfBlocks, segmentsOf } from '../../../client/web/src/text/marks';
import { linesOf } from '../../../client/web/src/text/ndjson';

const slices = (text: string) => blocksOf(text).map(({ start, end }) => text.slice(start, end));

describe('Blocks', () => {
  test.each([
    ['paragraphs', 'One.\nTwo.\n', ['One.', 'Two.']],
    ['no empty lines', '\n\n One.\n \t\nTwo.', [' One.', 'Two.']],
    ['nothing of nothing', '', []],
  ])('are %s', (_, text, expected) => expect(slices(text)).toEqual(expected));

  test('of a long paragraph end at sentences, and lose nothing', () => {
    const text = 'A sentence of some words that say little. '.repeat(500);
    const parts = slices(text);
    expect(parts.join('')).toBe(text);
    expect(parts.length).toBeGreaterThan(4);
    for (const part of parts) expect(part.endsWith('. ')).toBe(true);
  });

  test('cut no character, where a text has neither sentences nor spaces', () => {
    const text = `x${'\u{1f600}'.repeat(6000)}`;
    const parts = slices(text);
    expect(parts.join('')).toBe(text);
    for (const part of parts) expect(part).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
  });

  test.each([['Lukashenko\u2019s Belarus', true], ['He left.', false], ['\u201cWhy?\u201d', false], ['x'.repeat(81), false]])(
    'look like headings: %s %s', (text, expected) => expect(isHeading(text)).toBe(expected));
});

// Each segment as its text, and the marks on it.
function segments(text: string, marks: Mark[]): string[] {
  const blocks = blocksOf(text);
  const ofBlocks = marksOfBlocks(blocks, marks);
  return blocks.flatMap((block, i) => segmentsOf(block, ofBlocks[i]!)
    .map(({ start, end, marks: covering }) => `${text.slice(start, end)}:${covering.map(({ claim }) => claim).join('')}`));
}

describe('Marks', () => {
  test.each<[string, [string, number, number][], string[]]>([
    ['alone', [['a', 1, 3]], ['0:', '12:a', '345:', '6789:']],
    ['that overlap', [['a', 1, 4], ['b', 3, 5]], ['0:', '12:a', '3:ab', '4:b', '5:', '6789:']],
    ['one in the other, the widest first', [['b', 2, 3], ['a', 1, 4]], ['0:', '1:a', '2:ab', '3:a', '45:', '6789:']],
    ['on the same words', [['a', 0, 6], ['b', 0, 6]], ['012345:ab', '6789:']],
    ['over two blocks', [['a', 4, 9]], ['0123:', '45:a', '67:a', '89:']],
    ['of no words', [['a', 2, 2]], ['012345:', '6789:']],
  ])('%s', (_, marks, expected) => {
    expect(segments('012345\n6789', marks.map(([claim, start, end]) => ({ claim, start, end })))).toEqual(expected);
  });

  test('cover exactly their words, wherever they are', () => {
    // A linear congruential generator, so that a failure can be repeated.
    let seed = 12345;
    const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
    for (let round = 0; round < 200; ++round) {
      const text = Array.from({ length: 60 }, () => (random(9) === 0 ? '\n' : 'x')).join('');
      const marks = Array.from({ length: 8 }, (_, i) => {
        const start = random(60);
        return { claim: String(i), start, end: Math.min(60, start + random(20)) };
      });
      const blocks = blocksOf(text);
      const ofBlocks = marksOfBlocks(blocks, marks);
      for (const mark of marks) {
        const covered = blocks.flatMap((block, i) => segmentsOf(block, ofBlocks[i]!))
          .filter(({ marks: covering }) => covering.some(({ claim }) => claim === mark.claim))
          .reduce((sum, { start, end }) => sum + end - start, 0);
        const words = text.slice(mark.start, mark.end).replace(/\n/g, '').length;
        expect(covered, `round ${round}`).toBe(words);
      }
    }
  });
});

describe('The graph', () => {
  const ranks = (names: string, edges: string[]) =>
    placeNodes([...names], edges.map((edge) => ({ subject: edge[0]!, object: edge[1]! }))).map(({ name, rank }) => `${name}${rank}`).join(' ');
  test.each([
    ['abc', ['ab', 'bc'], 'a0 b1 c2'],
    ['abc', ['ab', 'ac', 'bc'], 'a0 b1 c2'],
    ['ab', ['ab', 'ax', 'aa'], 'a0 b1'],
  ])('of %s with %s has the ranks %s', (names, edges, expected) => expect(ranks(names, edges)).toBe(expected));

  test('ends at circles', () => {
    const placed = placeNodes(['a', 'b', 'c'], [{ subject: 'a', object: 'b' }, { subject: 'b', object: 'c' }, { subject: 'c', object: 'a' }]);
    expect(placed).toHaveLength(3);
    expect(new Set(placed.map(({ rank, position }) => `${rank} ${position}`)).size).toBe(3);
  });
});

describe('Lines of JSON', () => {
  test.each([['bytes', 1], ['parts', 7], ['whole', 1000]])('arrive in %s', async (_, size) => {
    const bytes = new TextEncoder().encode('{"a":"\u00e9\u{1f600}"}\n\n{"b":1}\n{"c":2}');
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
        controller.close();
      },
    });
    const lines: string[] = [];
    for await (const line of linesOf(stream)) lines.push(line);
    expect(lines).toEqual(['{"a":"\u00e9\u{1f600}"}', '{"b":1}', '{"c":2}']);
  });
});
