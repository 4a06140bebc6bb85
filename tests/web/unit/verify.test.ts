import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openKey, verifyBundle } from '@verbatim-claims/verify';

const DATA = process.env['VERBATIM_TEST_DATA'] ?? '';
const [head, ...bundles] = fs.readFileSync(`${DATA}/odd_bundles.jsonl`, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));

describe('The verifier', async () => {
  const key = await openKey(head.key);

  test.each(bundles.map(({ name, verdict, bundle }) => [name, verdict, bundle]))('judges %s: %s', async (_, verdict, bundle) => {
    const result = await verifyBundle(Uint8Array.from(Buffer.from(bundle, 'base64')), key);
    expect(result.verdict, JSON.stringify(result.checks)).toBe(verdict);
  });

  test('finds each changed byte of a good bundle', async () => {
    const good = Buffer.from(bundles.find(({ name }) => name === 'good').bundle, 'base64');
    for (let at = 0; at < good.length; at += 7) {
      const changed = Uint8Array.from(good);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const { verdict } = await verifyBundle(changed, key);
      expect(verdict, `byte ${at}`).not.toBe('PROVEN');
    }
  });

  test.each([
    ['nothing', ''],
    ['a key without its name', head.key.slice(head.key.indexOf('+'))],
    ['a key with other digits', head.key.replace(/\+.{8}\+/, '+00000000+')],
    ['a key that is cut off', head.key.slice(0, -3)],
  ])('refuses %s as a key', async (_, text) => {
    await expect(openKey(text)).rejects.toThrow();
  });
});
