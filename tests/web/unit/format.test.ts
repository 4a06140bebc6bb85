import { describe, expect, test } from 'vitest';
import { contextOf } from '../../../client/web/src/parts/citation';
import { line, safeLink, textFragment } from '../../../client/web/src/format';
import { parseRoute } from '../../../client/web/src/router';
import { typedValue } from '../../../client/web/src/views/claim_form';

describe('Addresses', () => {
  const none = { view: 'unknown' };
  test.each<[string, object]>([
    ['', { view: 'sources' }],
    ['check', { view: 'check' }],
    ['log', { view: 'log' }],
    ['documents/a-1', { view: 'source', document: 'documents/a-1', revision: undefined, since: undefined }],
    ['documents/a/revisions/12?since=3', { view: 'source', document: 'documents/a', revision: 12, since: 3 }],
    ['documents/a/revisions/1?since=x', { view: 'source', document: 'documents/a', revision: 1, since: undefined }],
    ['claims/a', { view: 'claim', claim: 'claims/a', embedded: false }],
    ['embed/claims/a', { view: 'claim', claim: 'claims/a', embedded: true }],
    ['documents/A', none], ['documents/a/revisions/0', none], ['claims/a/', none], ['embed/documents/a', none], ['v1/claims', none],
  ])('%s', (address, expected) => {
    const [path, query] = address.split('?');
    expect(parseRoute(path!, new URLSearchParams(query))).toEqual(expected);
  });
});

describe('Foreign text', () => {
  test('shows what would control its display', () => {
    expect(line('a\u202eb\u2066c\u0000')).toBe('a\u27e8U+202E\u27e9b\u27e8U+2066\u27e9c\u27e8U+0000\u27e9');
    expect(line('\u05d0\u05d1 ordinary \u{1f600}')).toBe('\u05d0\u05d1 ordinary \u{1f600}');
  });

  test.each([['https://a.example/x', true], ['HTTP://a.example', true], ['javascript:alert(1)', false], ['', false], ['urn:isbn:1', false]])(
    'links %s: %s', (uri, linked) => expect(safeLink(uri) !== undefined).toBe(linked));

  test('is found in the live page by its words', () => {
    expect(textFragment('https://a.example/x#y', 'fifty-two, he said')).toBe('https://a.example/x#:~:text=fifty%2Dtwo%2C%20he%20said');
    const long = Array.from({ length: 30 }, (_, i) => `w${i}`).join(' ');
    expect(textFragment('https://a.example/', long)).toBe(
      'https://a.example/#:~:text=w0%20w1%20w2%20w3%20w4%20w5,w24%20w25%20w26%20w27%20w28%20w29');
    expect(textFragment('urn:x', 'words')).toBeUndefined();
  });

  test('has the rest of its paragraph around a quote', () => {
    expect(contextOf('One. Two. Three.\nFour.', 5, 9)).toEqual({ before: 'One. ', after: ' Three.' });
    const { before, after } = contextOf(`${'word '.repeat(100)}QUOTE${' word'.repeat(100)}`, 500, 505);
    expect(before).toMatch(/^\u2026word (word )*$/);
    expect(after).toMatch(/^ (word )*\u2026$/);
  });
});

describe('Typed values', () => {
  test.each<[string, object]>([
    ['52 political prisoner', { case: 'quantity', value: { value: '52', unit: 'political prisoner' } }],
    ['-0.5', { case: 'quantity', value: { value: '-0.5', unit: '' } }],
    ['1994', { case: 'time', value: { edtf: '1994' } }],
    ['2025-09', { case: 'time', value: { edtf: '2025-09' } }],
    ['5200', { case: 'quantity', value: { value: '5200', unit: '' } }],
    ['power', { case: 'text', value: 'power' }],
  ])('%s', (text, kind) => expect(typedValue(text)).toEqual({ kind }));
});
