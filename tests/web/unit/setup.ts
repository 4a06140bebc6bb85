import { webcrypto } from 'node:crypto';

// Node 18 has WebCrypto, but no global of that name.
if (globalThis.crypto === undefined) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });
