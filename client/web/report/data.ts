// The data of a report, which `verbatim report` writes (client/cli/output/report_file.cc).
import { type Verification, type VerifierKey, verifyBundle } from '@verbatim-claims/verify';

export interface Proof {
  name: string;  // of the resource that the bundle proves
  sha256: string;  // of the bundle, in hexadecimal; tells damage from a proof that fails
  bundle: string;  // a serialized ProofBundle, in base64
}

export interface ReportData {
  key: string;  // the log's verifier key
  made: string;  // when the report was made, RFC 3339
  claims: { claim: Proof; evidence: Proof[]; reviews: Proof[] }[];
  documents: Proof[];  // that the claims cite
}

export type Checked = Verification & { bytes: Uint8Array };

const failed = (name: string, detail: string): Checked =>
  ({ verdict: 'FAILED', checks: [{ name, verdict: 'FAILED', detail }], resource: '', bytes: new Uint8Array() });

// Reads base64 in its one canonical form; undefined for anything else.
function decode(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(base64);
    return btoa(binary) === base64 ? Uint8Array.from(binary, (c) => c.charCodeAt(0)) : undefined;
  } catch {
    return undefined;
  }
}

const hex = (bytes: ArrayBuffer) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

// Verifies one bundle of the report: that the file has it undamaged, and that it proves what the report says it does.
export async function check(proof: Proof, key: VerifierKey): Promise<Checked> {
  const bytes = decode(proof.bundle);
  if (bytes === undefined) return failed('bundle', 'this file was changed: the bundle is not base64');
  if (hex(await crypto.subtle.digest('SHA-256', bytes)) !== proof.sha256) return failed('bundle', 'this file was changed: the bundle is not the one that was put into it');
  const verification = await verifyBundle(bytes, key);
  if (verification.verdict === 'PROVEN' && verification.resource !== proof.name) {
    return failed('bundle', `proves ${verification.resource}, not ${proof.name}`);
  }
  return { ...verification, bytes };
}
