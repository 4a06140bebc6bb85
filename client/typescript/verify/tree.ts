// Inclusion proofs of Merkle trees (RFC 9162, section 2.1.3.2).
import { concat, equal, sha256 } from './bytes.js';

const hashOfLeaf = (leaf: Uint8Array) => sha256(concat(Uint8Array.of(0), leaf));
const hashOfNode = (left: Uint8Array, right: Uint8Array) => sha256(concat(Uint8Array.of(1), left, right));

// Whether the leaf is at `index` in the tree of `size` leaves with this root. The variables have the RFC's names.
export async function isIncluded(
  leaf: Uint8Array, index: bigint, size: bigint, proof: Uint8Array[], root: Uint8Array): Promise<boolean> {
  if (index >= size) return false;
  let fn = index;
  let sn = size - 1n;
  let r = await hashOfLeaf(leaf);
  for (const p of proof) {
    if (sn === 0n || p.length !== 32) return false;
    if (fn % 2n === 1n || fn === sn) {
      r = await hashOfNode(p, r);
      while (fn % 2n === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      r = await hashOfNode(r, p);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && equal(r, root);
}
