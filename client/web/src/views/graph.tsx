// The provenance of a claim, drawn, with the same facts as a list for readers who do not see the drawing.
import { type ProvenanceNode, ProvenanceNodeType, type ProvenanceRelation, ProvenanceRelationKind } from '@verbatim-claims/client/pb';
import { idOf, line } from '../format';
import { href } from '../router';
import { placeNodes } from '../text/graph_layout';

const WIDTH = 168, HEIGHT = 46, GAP_X = 16, GAP_Y = 34, MARGIN = 10;  // pixels

const TYPES: Partial<Record<ProvenanceNodeType, string>> = {
  [ProvenanceNodeType.CLAIM]: 'claim', [ProvenanceNodeType.EVIDENCE]: 'evidence', [ProvenanceNodeType.REVIEW]: 'review',
  [ProvenanceNodeType.SENTENCE]: 'sentence', [ProvenanceNodeType.REVISION]: 'revision', [ProvenanceNodeType.DOCUMENT]: 'source',
  [ProvenanceNodeType.EXTERNAL]: 'external', [ProvenanceNodeType.ACTIVITY]: 'activity', [ProvenanceNodeType.AGENT]: 'agent',
};
const RELATIONS: Partial<Record<ProvenanceRelationKind, string>> = {
  [ProvenanceRelationKind.WAS_DERIVED_FROM]: 'was derived from', [ProvenanceRelationKind.SPECIALIZATION_OF]: 'is a text of',
  [ProvenanceRelationKind.WAS_GENERATED_BY]: 'was made by', [ProvenanceRelationKind.WAS_ASSOCIATED_WITH]: 'was carried out by',
  [ProvenanceRelationKind.WAS_ATTRIBUTED_TO]: 'is by', [ProvenanceRelationKind.WAS_INFLUENCED_BY]: 'was influenced by',
  [ProvenanceRelationKind.ALTERNATE_OF]: 'is the same as', [ProvenanceRelationKind.USED]: 'used',
};

function addressOf({ type, name }: ProvenanceNode): string | undefined {
  switch (type) {
    case ProvenanceNodeType.CLAIM:
    case ProvenanceNodeType.DOCUMENT:
    case ProvenanceNodeType.REVISION:
      return href(name);
    case ProvenanceNodeType.SENTENCE:
      return href(name.slice(0, name.indexOf('/sentences/')));
    default:
      return undefined;
  }
}

const labelOf = (node: ProvenanceNode): string => line(node.label) || (node.type === ProvenanceNodeType.REVISION ? `revision ${idOf(node.name)}` : idOf(node.name));
const short = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1)}\u2026`);

interface Props {
  start: string;
  nodes: ProvenanceNode[];
  relations: ProvenanceRelation[];
  truncated: boolean;
}

export function Graph({ start, nodes, relations, truncated }: Props) {
  const placed = new Map(placeNodes(nodes.map(({ name }) => name), relations).map((node) => [node.name, node]));
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const ranks = Math.max(...[...placed.values()].map(({ rank }) => rank)) + 1;
  const widest = Math.max(...[...placed.values()].map(({ position }) => position)) + 1;
  const inRank = (rank: number) => [...placed.values()].filter((node) => node.rank === rank).length;
  const width = widest * (WIDTH + GAP_X) - GAP_X + 2 * MARGIN;
  const height = ranks * (HEIGHT + GAP_Y) - GAP_Y + 2 * MARGIN;
  const x = (name: string) => {
    const { rank, position } = placed.get(name)!;
    return (width - inRank(rank) * (WIDTH + GAP_X) + GAP_X) / 2 + position * (WIDTH + GAP_X);
  };
  const y = (name: string) => placed.get(name)!.rank * (HEIGHT + GAP_Y) + MARGIN;
  const shown = relations.filter(({ subject, object }) => placed.has(subject) && placed.has(object));
  return (
    <>
      <div class="graph" tabIndex={0} role="region" aria-label="Graph of the provenance">
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={`${nodes.length} things; the list below names them`}>
          <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" /></marker></defs>
          {shown.map(({ subject, object, kind, role }) => {
            const [x1, y1] = [x(subject) + WIDTH / 2, y(subject) + HEIGHT];
            const [x2, y2] = [x(object) + WIDTH / 2, y(object)];
            const bend = Math.max((y2 - y1) / 2, GAP_Y / 2);
            return (
              <path key={`${subject} ${kind} ${object} ${role}`} class="edge" markerEnd="url(#arrow)" d={`M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`}>
                <title>{`${RELATIONS[kind] ?? ''} ${role}`}</title>
              </path>
            );
          })}
          {nodes.map((node) => (
            <g key={node.name} class={`node ${TYPES[node.type] ?? ''} ${node.name === start ? 'start' : ''}`} transform={`translate(${x(node.name)} ${y(node.name)})`}>
              <title>{labelOf(node)}</title>
              <rect width={WIDTH} height={HEIGHT} rx="5" />
              <text x="9" y="17" class="type">{TYPES[node.type]}</text>
              <text x="9" y="35">{short(labelOf(node), 22)}</text>
            </g>
          ))}
        </svg>
      </div>
      <details>
        <summary>The same as a list</summary>
        <ul class="plain">
          {shown.map(({ subject, object, kind, role }) => {
            const thing = (name: string) => {
              const node = byName.get(name)!;
              const address = addressOf(node);
              const words = <bdi>{short(labelOf(node), 120)}</bdi>;
              return address === undefined ? words : <a href={address}>{words}</a>;
            };
            return <li key={`${subject} ${kind} ${object} ${role}`}>{thing(subject)} {RELATIONS[kind]}{role && ` (${line(role)})`} {thing(object)}</li>;
          })}
        </ul>
      </details>
      {truncated && <p class="facts">The graph goes on; <code>verbatim trace</code> shows all of it.</p>}
    </>
  );
}
