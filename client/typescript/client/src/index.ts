export { Client } from './client.js';
export type { ClientOptions, TlsOptions } from './options.js';
export type { ImportItem, ImportOptions, ImportResult } from './claim_import.js';
export { Watch } from './watch.js';
export * from './errors.js';
export * from './values.js';
export * as pb from './pb.js';
