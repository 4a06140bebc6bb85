// The text of a revision in blocks: its paragraphs, and parts of very long ones. Offsets are UTF-16 units of the text.

export interface Block {
  start: number;
  end: number;  // without the line feed
}

// The longest block. A browser skips the layout of whole blocks that are out of sight, so a block must not be the whole text.
const LONGEST = 4000;

// Cuts a long paragraph where a sentence seems to end, else at white space, else at the limit but inside no character.
function cutOf(text: string, start: number): number {
  const part = text.slice(start, start + LONGEST);
  const sentence = Math.max(part.lastIndexOf('. '), part.lastIndexOf('! '), part.lastIndexOf('? '), part.lastIndexOf('\u3002'));
  if (sentence > LONGEST / 2) return start + sentence + 2;
  const space = part.lastIndexOf(' ');
  if (space > LONGEST / 2) return start + space + 1;
  const code = text.charCodeAt(start + LONGEST - 1);
  return start + LONGEST - (code >= 0xd800 && code < 0xdc00 ? 1 : 0);
}

// The blocks of a text, in order. Empty lines have no block.
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    while (end - start > LONGEST) {
      const cut = cutOf(text, start);
      blocks.push({ start, end: cut });
      start = cut;
    }
    if (text.slice(start, end).trim() !== '') blocks.push({ start, end });
    start = end + 1;
  }
  return blocks;
}

// Whether a block looks like a heading: a short line without the end of a sentence.
export function isHeading(text: string): boolean {
  return text.length <= 80 && !/[.!?:;,\u2026\u3002\u061f\u0964]["'\u201d\u2019\u00bb)]*$/u.test(text.trim());
}
