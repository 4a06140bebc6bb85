// Marked ranges of a text, which may overlap. Offsets are UTF-16 units of the text.
import type { Block } from './blocks';

export interface Mark {
  claim: string;
  start: number;
  end: number;
}

// A part of a block with the marks that cover all of it, the widest first.
export interface Segment<M extends Mark> {
  start: number;
  end: number;
  marks: M[];
}

// The marks of each block, in the order of their starts.
export function marksOfBlocks<M extends Mark>(blocks: Block[], marks: M[]): M[][] {
  const sorted = marks.filter((mark) => mark.start < mark.end).sort((a, b) => a.start - b.start || b.end - a.end);
  let next = 0;
  let open: M[] = [];
  return blocks.map((block) => {
    for (; next < sorted.length && sorted[next]!.start < block.end; ++next) open.push(sorted[next]!);
    open = open.filter((mark) => mark.end > block.start);
    return open.slice();
  });
}

// Splits a block at the ends of its marks.
export function segmentsOf<M extends Mark>(block: Block, marks: M[]): Segment<M>[] {
  const cuts = new Set([block.start, block.end]);
  for (const { start, end } of marks) {
    if (start > block.start && start < block.end) cuts.add(start);
    if (end > block.start && end < block.end) cuts.add(end);
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const widest = [...marks].sort((a, b) => (b.end - b.start) - (a.end - a.start));
  return sorted.slice(1).map((end, i) => {
    const start = sorted[i]!;
    return { start, end, marks: widest.filter((mark) => mark.start <= start && mark.end >= end) };
  });
}
