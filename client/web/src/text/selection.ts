// The words that a reader has selected in a text whose blocks have their offset in data-start.

export interface Selected {
  start: number;  // UTF-16 units of the text
  end: number;
}

function offsetOf(node: Node, offset: number): number | undefined {
  const element = node instanceof Element ? node : node.parentElement;
  const block = element?.closest<HTMLElement>('[data-start]');
  if (block === null || block === undefined) return undefined;
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEnd(node, offset);
  return Number(block.dataset['start']) + before.toString().length;
}

// The selection, without white space at its ends. Undefined if nothing is selected, or something else than the text.
export function selectedIn(text: string): Selected | undefined {
  const selection = window.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  let start = offsetOf(range.startContainer, range.startOffset);
  let end = offsetOf(range.endContainer, range.endOffset);
  if (start === undefined || end === undefined) return undefined;
  while (start < end && /\s/u.test(text[start] ?? '')) ++start;
  while (start < end && /\s/u.test(text[end - 1] ?? '')) --end;
  return start < end ? { start, end } : undefined;
}
