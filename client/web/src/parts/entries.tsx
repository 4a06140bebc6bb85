// Entries of the log.
import { EntryType, type LogEntry } from '@verbatim-claims/client/pb';
import { idOf, line } from '../format';
import { href } from '../router';
import { Time } from './words';

export const ENTRY_WORDS: Record<EntryType, string> = {
  [EntryType.UNSPECIFIED]: 'unknown',
  [EntryType.DOCUMENT_CREATED]: 'source added',
  [EntryType.REVISION_CREATED]: 'revision recorded',
  [EntryType.CLAIM_CREATED]: 'claim recorded',
  [EntryType.CLAIM_UPDATED]: 'claim corrected',
  [EntryType.CLAIM_RETRACTED]: 'claim retracted',
  [EntryType.DOCUMENT_ERASED]: 'source erased',
  [EntryType.CLAIM_REDACTED]: 'quote erased with its source',
  [EntryType.DOCUMENT_UPDATED]: 'source has a new revision',
  [EntryType.CLAIM_REANCHORED]: 'quote searched in a new revision',
  [EntryType.EVIDENCE_CREATED]: 'evidence recorded',
  [EntryType.EVIDENCE_REDACTED]: 'evidence erased with its source',
  [EntryType.REVIEW_CREATED]: 'review recorded',
  [EntryType.REVIEW_SUPERSEDED]: 'review superseded',
  [EntryType.REVIEW_RETRACTED]: 'review retracted',
  [EntryType.LINK_CREATED]: 'link recorded',
  [EntryType.DOCUMENT_CORRECTED]: 'source corrected',
  [EntryType.EVIDENCE_RETRACTED]: 'evidence retracted',
  [EntryType.LINK_RETRACTED]: 'link retracted',
  [EntryType.CLAIM_ERASED]: 'claim erased',
};

// The address of what an entry records: that of a claim also for its evidence, reviews and links.
function placeOf(resource: string): string {
  const parts = resource.split('/');
  return parts[0] === 'claims' ? parts.slice(0, 2).join('/') : resource;
}

export function EntryList({ entries }: { entries: LogEntry[] }) {
  const signed = entries.some(({ principal }) => principal !== '');  // else nobody was signed in, or the reader may not know
  return (
    <table class="entries">
      <thead><tr><th scope="col">Entry</th><th scope="col">When</th><th scope="col">What</th><th scope="col">Of</th>{signed && <th scope="col">By</th>}</tr></thead>
      <tbody>
        {entries.map(({ index, time, type, resource, principal }) => (
          <tr key={String(index)}>
            <td>{String(index)}</td>
            <td><Time at={time} exact /></td>
            <td>{ENTRY_WORDS[type] ?? `type ${type}`}</td>
            <td><a href={href(placeOf(resource))} title={resource}>{resource.startsWith('claims/') || resource.split('/').length === 2 ? resource : `revision ${idOf(resource)} of ${resource.split('/').slice(0, 2).join('/')}`}</a></td>
            {signed && <td><bdi>{line(principal)}</bdi></td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
