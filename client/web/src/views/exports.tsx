// What a reader can take along: the address, a card for other pages, and files for other tools.
import { useState } from 'preact/hooks';
import { type Claim, ExchangeFormat } from '@verbatim-claims/client/pb';
import { fetchBundle, type Problem, problemOf, provenance } from '../api';
import { idOf, line } from '../format';
import { Trouble } from '../parts/load';
import { href } from '../router';

const FORMATS: [string, ExchangeFormat, string, string][] = [
  ['ClaimReview', ExchangeFormat.CLAIM_REVIEW, 'application/ld+json', 'jsonld'],
  ['Web Annotation', ExchangeFormat.WEB_ANNOTATION, 'application/ld+json', 'jsonld'],
  ['PROV', ExchangeFormat.PROV_JSON, 'application/json', 'json'],
  ['Nanopublication', ExchangeFormat.NANOPUBLICATION, 'application/trig', 'trig'],
];

function save(parts: Uint8Array[], type: string, name: string): void {
  const url = URL.createObjectURL(new Blob(parts as BlobPart[], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

export function Exports({ claim }: { claim: Claim }) {
  const [problem, setProblem] = useState<Problem>();
  const id = idOf(claim.name);
  // Files are fetched with the reader's token, which a link could not send.
  const run = (work: () => Promise<void>) => () => {
    setProblem(undefined);
    work().catch((error) => setProblem(problemOf(error)));
  };
  const saveExport = async (format: ExchangeFormat, type: string, extension: string) => {
    const parts: Uint8Array[] = [];
    for await (const { data } of provenance.exportClaims({ format, names: [claim.name], baseUri: href('') })) parts.push(data);
    save(parts, type, `${id}.${extension}`);
  };
  const saveBundle = async () => save([await fetchBundle(claim.name)], 'application/octet-stream', `${id}.bundle`);
  const card = `<iframe src="${href(`embed/${claim.name}`)}" title="${line(claim.text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)}" width="560" height="320" loading="lazy" style="border:0"></iframe>`;
  return (
    <>
      <p>Permanent address: <a href={href(claim.name)}>{href(claim.name)}</a></p>
      <label class="copy">A card for another page
        <textarea class="code" readOnly rows={3} value={card} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <div class="actions">
        <button type="button" onClick={run(saveBundle)}>Proof bundle</button>
        {FORMATS.map(([label, format, type, extension]) => (
          <button type="button" key={label} onClick={run(() => saveExport(format, type, extension))}>{label}</button>
        ))}
      </div>
      {problem && <Trouble problem={problem} />}
    </>
  );
}
