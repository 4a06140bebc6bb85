export { type Check, type Verdict, type Verification, verifyBundle } from './bundle.js';
export { type Checkpoint, InvalidKey, openCheckpoint, openKey, signersOf, type VerifierKey } from './checkpoint.js';
