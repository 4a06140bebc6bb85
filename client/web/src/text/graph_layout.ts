// Places the nodes of a graph in ranks, from top to bottom: what a thing came from is below it.

export interface Placed {
  name: string;
  rank: number;
  position: number;  // in its rank
}

// The rank of a node is its longest way from a node that nothing came from. Ways through a circle are cut.
export function placeNodes(names: string[], edges: { subject: string; object: string }[]): Placed[] {
  const known = new Set(names);
  const origins = new Map<string, string[]>();
  for (const { subject, object } of edges) {
    if (subject === object || !known.has(subject) || !known.has(object)) continue;
    origins.set(subject, [...(origins.get(subject) ?? []), object]);
  }
  const ranks = new Map<string, number>(names.map((name) => [name, 0]));
  // In a graph without circles, as many rounds as there are nodes suffice.
  for (let round = 0, moved = true; moved && round < names.length; ++round) {
    moved = false;
    for (const [subject, objects] of origins) {
      for (const object of objects) {
        const next = Math.min(ranks.get(subject)! + 1, names.length - 1);
        if (ranks.get(object)! >= next) continue;
        ranks.set(object, next);
        moved = true;
      }
    }
  }
  // Circles leave ranks empty.
  const used = [...new Set(ranks.values())].sort((a, b) => a - b);
  const filled = new Map<number, number>();
  return names.map((name) => {
    const rank = used.indexOf(ranks.get(name)!);
    const position = filled.get(rank) ?? 0;
    filled.set(rank, position + 1);
    return { name, rank, position };
  });
}
