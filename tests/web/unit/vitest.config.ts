import { defineConfig } from 'vitest/config';
import { packages } from '../../../client/web/packages';

export default defineConfig({ resolve: { alias: packages }, test: { setupFiles: ['./setup.ts'], include: ['*.test.ts'] } });
