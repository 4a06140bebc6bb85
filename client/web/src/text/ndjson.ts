// Reads lines of JSON from a stream as they arrive.

// The longest line that is accepted: a finding has at most 100 claims of 2 MiB together.
const LONGEST = 64 << 20;

export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST) throw new Error('a line of the response is too long');
      yield* lines.filter((line) => line.trim() !== '');
      if (done) break;
    }
    if (rest.trim() !== '') yield rest;
  } finally {
    // A reader that stops early ends the call.
    reader.cancel().catch(() => undefined);
  }
}
