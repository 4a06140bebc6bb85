// What readers do with the page, in Chromium, on a real server through its real port.
//
//   node scenarios.mjs CHROMIUM BINARIES ROOT SHOTS [NAME...]
//
// BINARIES has verbatimd. ROOT is the project. SHOTS gets a screenshot of each view. NAME selects scenarios.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { readArticle, recordArticle, reviseArticle } from './article.mjs';
import { launch, Visitor } from './browser.mjs';
import { startPrefixProxy, startServer, until } from './server.mjs';

const [chromium, binaries, root, shots, ...chosen] = process.argv.slice(2);
fs.mkdirSync(shots, { recursive: true });
const article = readArticle(root);
if (article === undefined) {
  console.error('scenarios.mjs: ../shared/data is missing');
  process.exit(77);
}
const browser = await launch(chromium);
const server = await startServer(binaries);
await recordArticle(server, article);

const arrive = (options, base = server.url) => Visitor.arrive(browser, base, shots, options);
const first = article.claims[0];
const quote = first.citations[0].quote;

// The text of all marks of a claim, in order.
const wordsOf = (page, claim) => page.$$eval(`mark[data-claim="${claim}"]`, (marks) => marks.map((mark) => mark.textContent).join(''));

const scenarios = {
  async 'sources are listed, searched and added'() {
    const visitor = await arrive();
    const { page } = visitor;
    await visitor.go('');
    await page.getByRole('link', { name: 'Belarus Between East and West' }).waitFor();
    await page.getByRole('searchbox').fill('nothing has these');
    await page.getByText('No source has these words').waitFor();
    await page.getByRole('searchbox').fill('belar');
    await page.getByRole('link', { name: 'Belarus Between East and West' }).waitFor();
    await page.getByRole('button', { name: 'Add a source' }).click();
    await page.getByLabel('Text', { exact: true }).fill('The bridge has three lanes. It opened in 1994.');
    await page.getByLabel('Title').fill('The bridge');
    await page.getByLabel('Language').fill('en');
    assert.deepEqual(await visitor.violations(), []);
    await visitor.shoot('add-source');
    await page.getByRole('button', { name: 'Record the source' }).click();
    await page.getByRole('heading', { name: 'The bridge', level: 1 }).waitFor();
    assert.match(page.url(), /\/documents\/[0-9a-f-]{36}$/);
    await page.getByText('No claim cites this source yet').waitFor();
    // A file of HTML keeps its bytes, and shows its readable text.
    await page.getByRole('link', { name: 'Sources' }).click();
    await page.getByRole('button', { name: 'Add a source' }).click();
    const prose = 'The ferry leaves at nine in the morning and returns before it is dark. Nobody has ever missed it twice. ';
    const html = `<!doctype html><title>The ferry</title><article><h1>The ferry</h1><p>${prose.repeat(4)}</p></article><script>alert(1)</script>`;
    await page.locator('input[type=file]').setInputFiles({ name: 'ferry.html', mimeType: 'text/html', buffer: Buffer.from(html) });
    await page.getByRole('button', { name: 'Record the source' }).click();
    await page.getByRole('heading', { name: 'The ferry', level: 1 }).waitFor();
    assert.equal(await page.getByText('alert(1)').count(), 0);
    const id = page.url().split('/').at(-1);
    const { revision } = await server.get(`/v1/documents/${id}/revisions/1?view=REVISION_VIEW_CONTENT`);
    assert.equal(Buffer.from(revision.content, 'base64').toString(), html);
    // A refusal says why.
    await page.getByRole('link', { name: 'Sources' }).click();
    await page.getByRole('button', { name: 'Add a source' }).click();
    await page.getByRole('button', { name: 'Record the source' }).click();
    await page.getByRole('alert').getByText('content.data').waitFor();
    await visitor.leave();
  },

  async 'a source has its claims beside their words'() {
    const visitor = await arrive();
    const { page } = visitor;
    await visitor.go('documents/belarus');
    await page.locator('mark').first().waitFor();
    assert.equal(await page.$$eval('.words', (all) => all.map((p) => p.textContent).join('\n')), article.text.trimEnd());
    for (const [i, claim] of article.claims.entries()) assert.equal(await wordsOf(page, `claims/c${i}`), claim.citations[0].quote);
    assert.equal(await wordsOf(page, 'claims/overlap'), 'Belarus unexpectedly released fifty-two political prisoners');
    assert.equal(await page.locator('mark[data-claim="claims/c0"] mark[data-claim="claims/overlap"]').count(), 1, 'one mark in the other');
    const scripts = await page.evaluate(() => performance.getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0));
    assert.ok(scripts > 10_000 && scripts < 120_000, `${scripts} bytes of scripts`);
    // The claim stands at the height of its words.
    const [card, mark] = await Promise.all(['.card', 'mark'].map((kind) => page.locator(`${kind}[data-claim="claims/c0"]`).first().boundingBox()));
    assert.ok(Math.abs(card.y - mark.y) < 40 && card.x > mark.x, 'the claim is beside its words');
    // Hover and focus light both.
    await page.locator('.card[data-claim="claims/c1"]').hover();
    await page.locator('mark.lit[data-claim="claims/c1"]').first().waitFor();
    assert.equal(await page.locator('mark.lit:not([data-claim="claims/c1"])').count(), 0);
    await page.locator('mark[data-claim="claims/c0"]').first().focus();
    await page.locator('.card.lit[data-claim="claims/c0"]').waitFor();
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.closest('.card')?.dataset.claim), 'claims/c0');
    assert.deepEqual(await visitor.violations(), []);
    await visitor.shoot('source');
    // Filters.
    await page.getByLabel('Label').selectOption('topic=prisoners');
    const prisoners = article.claims.filter((_, i) => i % 3 === 0).length + 1;
    await page.getByText(`${prisoners} of 19 claims`).waitFor();
    await page.getByLabel('Claimant').selectOption('An envoy');
    await page.getByText('1 of 19 claims').waitFor();
    assert.deepEqual(await page.$$eval('.card', (cards) => cards.map((each) => each.dataset.claim)), ['claims/overlap']);
    await page.getByLabel('Claimant').selectOption('');
    await page.getByLabel('Label').selectOption('');
    await page.getByLabel('State').selectOption('retracted');
    await page.getByText('1 of 19 claims').waitFor();
    // From the keyboard alone, from the address bar to a claim.
    await visitor.go('documents/belarus');
    await page.locator('mark').first().waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
    await page.keyboard.press('Enter');
    for (let presses = 0; presses < 40; ++presses) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement.closest('.card') !== null)) break;
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: first.text }).waitFor();
    assert.match(page.url(), /\/claims\/c0$/);
    await visitor.leave();
  },

  async 'words are claimed by hand, and refused with the nearest passage'() {
    const visitor = await arrive();
    const { page } = visitor;
    await visitor.go('documents/belarus');
    await page.locator('mark').first().waitFor();
    // Selects words as a mouse does: from a place in one text node to a place in another.
    await page.evaluate((words) => {
      const walker = document.createTreeWalker(document.querySelector('.reading'), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(node, at, node, at + words.length);
        return;
      }
    }, 'came to power in 1994');
    await page.getByRole('button', { name: 'Record a claim on these words' }).click();
    assert.equal(await page.getByLabel('Quote, exactly as in the source').inputValue(), 'came to power in 1994');
    await page.getByRole('button', { name: '1994' }).first().click();
    assert.equal(await page.getByLabel('Point in time').inputValue(), '1994');
    await page.getByLabel('The claim, as a sentence').fill('Lukashenko has been in power since 1994.');
    await page.getByLabel('Subject').fill('Lukashenko');
    await page.getByLabel('Predicate').fill('came to');
    await page.getByLabel('Object').fill('power');
    assert.deepEqual(await visitor.violations(), []);
    await visitor.shoot('claim-form');
    await page.getByRole('button', { name: 'Record the claim' }).click();
    await page.locator('.card', { hasText: 'Lukashenko has been in power since 1994.' }).waitFor();
    const { claims } = await server.get('/v1/claims?filter.document=documents/belarus&page_size=100');
    const recorded = claims.find(({ text }) => text.startsWith('Lukashenko has been'));
    assert.equal(recorded.statement.qualifiers[0].value.time.edtf, '1994');
    assert.ok(recorded.citations[0].attestations.some(({ state, surface }) => state === 'ATTESTATION_STATE_ATTESTED' && surface === '1994'));
    // Words that are not there.
    await page.getByRole('button', { name: 'Record a claim' }).click();
    await page.getByLabel('Quote, exactly as in the source').fill(quote.replace('fifty-two', 'fifty-three'));
    await page.getByLabel('The claim, as a sentence').fill('Fifty-three prisoners were released.');
    await page.getByRole('button', { name: 'Record the claim' }).click();
    await page.getByText('These words do not stand in the source').waitFor();
    await visitor.shoot('refused');
    assert.deepEqual(await visitor.violations(), []);
    await page.getByRole('button', { name: /Use these words/ }).click();
    assert.match(await page.getByLabel('Quote, exactly as in the source').inputValue(), /fifty-two/);
    // A value that the quote contradicts.
    await page.getByLabel('Subject').fill('Belarus');
    await page.getByLabel('Predicate').fill('released');
    await page.getByLabel('Object').fill('53 political prisoner');
    await page.getByRole('button', { name: 'Record the claim' }).click();
    await page.getByText('The quote states another value').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.getByRole('dialog').count(), 0);
    // Words that stand in several places.
    await page.getByRole('button', { name: 'Record a claim' }).click();
    await page.getByLabel('Quote, exactly as in the source').fill('Lukashenko');
    await page.getByLabel('The claim, as a sentence').fill('Lukashenko rules.');
    await page.getByRole('button', { name: 'Record the claim' }).click();
    await page.getByText('These words stand in several places').waitFor();
    await page.getByRole('button', { name: /Use these words/ }).nth(1).click();
    await page.getByRole('button', { name: 'Record the claim' }).click();
    await page.locator('.card', { hasText: 'Lukashenko rules.' }).waitFor();
    await visitor.leave();
  },

  async 'a claim shows why it holds'() {
    await reviseArticle(server, article);
    const visitor = await arrive();
    const { page } = visitor;
    await visitor.go('claims/c0');
    await page.getByRole('heading', { level: 1, name: first.text }).waitFor();
    const table = page.locator('table.statement');
    await table.getByRole('row', { name: /released 52 political prisoner fifty-two attested/ }).waitFor();
    assert.equal(await page.locator('.citation mark').first().textContent(), quote);
    await page.locator('.now del', { hasText: 'fifty-two' }).first().waitFor();
    await page.locator('.now ins', { hasText: 'fifty' }).first().waitFor();
    const live = await page.getByRole('link', { name: 'These words in the live page' }).first().getAttribute('href');
    assert.equal(live, `https://paper.example/belarus#:~:text=${encodeURIComponent(quote).replaceAll('-', '%2D')}`);
    await page.getByText('Mostly true (4 on a scale from 1 to 5)').first().waitFor();
    await page.getByText('The same paragraph.').waitFor();
    await page.getByRole('link', { name: 'Fifty-two prisoners went free in Belarus.' }).first().waitFor();
    await page.locator('svg .node.start').waitFor();
    await page.getByText('claim recorded').waitFor();
    await page.getByText('quote searched in a new revision').waitFor();
    for (const [button, extension, words] of [
      ['ClaimReview', 'jsonld', '"ClaimReview"'], ['Web Annotation', 'jsonld', 'TextQuoteSelector'], ['PROV', 'json', 'wasDerivedFrom'],
      ['Nanopublication', 'trig', '@prefix'],
    ]) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
      assert.equal(download.suggestedFilename(), `c0.${extension}`);
      assert.ok(fs.readFileSync(await download.path(), 'utf8').includes(words), button);
    }
    assert.deepEqual(await visitor.violations(), []);
    await visitor.shoot('claim', { fullPage: true });
    // Back to its words.
    await page.locator('.citation a').first().click();
    await page.locator('mark[data-claim="claims/c0"]').first().waitFor();
    assert.match(page.url(), /\/documents\/belarus\/revisions\/1#claims\/c0$/);
    await visitor.leave();
  },

  async 'a proof is verified in the browser'() {
    const visitor = await arrive();
    const { page } = visitor;
    await visitor.go('claims/c0');
    await page.getByLabel('verifier key').fill('no key');
    await page.getByRole('button', { name: 'Verify in this browser' }).click();
    await page.getByText('This is no verifier key').waitFor();
    await page.getByLabel('verifier key').fill(server.key());
    await page.getByRole('button', { name: 'Verify in this browser' }).click();
    await page.locator('[data-verdict="PROVEN"]').waitFor();
    const checks = await page.$$eval('.checks li', (items) => items.map((item) => item.textContent));
    for (const words of ['Signature of the log', 'Inclusion in the log', 'The entry', 'Sentences', 'Quote'])
      assert.ok(checks.some((check) => check.includes(words)), `${words}: ${checks}`);
    assert.deepEqual(await visitor.violations(), []);
    await page.locator('.proof').scrollIntoViewIfNeeded();
    await visitor.shoot('proof');
    // The key is kept.
    await page.reload();
    assert.equal(await page.getByLabel('verifier key').inputValue(), server.key());
    // The same verdicts as the other verifiers on bundles of a forger.
    const [head, ...bundles] = fs.readFileSync(path.join(root, 'tests/data/odd_bundles.jsonl'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
    await page.getByLabel('verifier key').fill(head.key);
    for (const { name, verdict, bundle } of bundles) {
      if (bundle === '') continue;  // Chromium passes on no empty file
      await page.locator('.proof input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bundle, 'base64') });
      await page.locator('.proof [role=status] .verdict bdi', { hasText: name }).first().waitFor();
      const got = await until(async () => (await page.locator('.verdict bdi').first().textContent()) === name && page.locator('[data-verdict]').getAttribute('data-verdict'), name);
      assert.equal(got, verdict, name);
      if (verdict === 'FAILED' && name === 'revision twice') await visitor.shoot('proof-failed');
    }
    await visitor.leave();
  },

  async 'a text is checked while it streams'() {
    // The index follows the log, and may be behind it.
    const { checkpoint } = await server.get('/v1/log/checkpoint');
    await until(() => server.post('/v1/claims:match', { text: 'prisoners', minLogSize: checkpoint.size }).catch(() => undefined), 'the index has all claims');
    const visitor = await arrive();
    const { page } = visitor;
    await visitor.go('check');
    const text = `Nobody knew. Belarus released 60 political prisoners, among them foreign nationals, in September 2025. ${'The weather was mild. '.repeat(50)}`;
    await page.getByLabel('A post, an article, a speech').fill(text);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText(/of this text/).waitFor();
    const conflict = page.locator('.match.conflict').first();
    assert.match(await conflict.textContent(), /states another value/);
    assert.match(await conflict.locator('td').first().textContent(), /60/);
    assert.match(await conflict.locator('td').nth(1).textContent(), /52/);
    assert.deepEqual(await visitor.violations(), []);
    await visitor.shoot('check');
    await page.getByLabel('A post, an article, a speech').fill('Zebras graze.');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText('Nothing in this text repeats').waitFor();
    await visitor.leave();
  },

  async 'two revisions stand side by side'() {
    const visitor = await arrive();
    const { page } = visitor;
    await visitor.go('documents/belarus/revisions/2');
    await page.getByRole('link', { name: 'What changed since revision 1' }).click();
    const edited = page.locator('.change.edited').first();
    await edited.locator('del', { hasText: 'fifty-two' }).waitFor();
    await edited.locator('ins', { hasText: 'fifty' }).waitFor();
    await edited.getByRole('link', { name: first.text }).waitFor();
    await page.locator('.change.removed', { hasText: 'reopen the US embassy' }).getByRole('link').waitFor();
    assert.deepEqual(await visitor.violations(), []);
    await visitor.shoot('changes');
    await page.goBack();
    await page.locator('mark.edited').first().waitFor();
    await page.getByRole('heading', { name: 'Claims on words that this revision does not have' }).waitFor();
    await visitor.leave();
  },

  async 'the log is live'() {
    const visitor = await arrive();
    const { page } = visitor;
    await visitor.go('log');
    await page.getByRole('cell', { name: 'source added' }).first().waitFor();
    await page.getByText('no witness').waitFor();
    await server.post('/v1/claims', { claimId: 'live', claim: { text: 'Live.', citations: [{ revision: 'documents/belarus/revisions/1', quote: 'Lukashenko’s Belarus' }] } });
    await page.locator('tbody tr').first().getByRole('link', { name: 'claims/live' }).waitFor();
    assert.deepEqual(await visitor.violations(), []);
    await visitor.shoot('log');
    await page.getByLabel('What').selectOption({ label: 'review recorded' });
    // Before, the list has all entries, and then none.
    await until(async () => (await page.locator('tbody tr').count()) === 1, 'one entry is left');
    await page.getByRole('link', { name: 'claims/c0/reviews/r' }).waitFor();
    await visitor.leave();
  },

  async 'a claim is embedded in another page'() {
    const address = `${server.url}/claims/c0`;
    const described = await server.get(`/oembed?url=${encodeURIComponent(address)}&maxwidth=500`);
    assert.equal(described.width, 500);
    const visitor = await arrive({ width: 560, height: 320 });
    const { page } = visitor;
    await visitor.go('embed/claims/c0');
    await page.getByText('Mostly true').waitFor();
    assert.equal(await page.locator('mark').textContent(), quote);
    assert.deepEqual(await visitor.violations(), []);
    await visitor.shoot('embed');
    await visitor.leave();
    // A page of another origin may frame the card, but no other view.
    const blogServer = http.createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html>${described.html}<iframe src="${address}" title="whole"></iframe>`);
    });
    await new Promise((resolve) => blogServer.listen(0, '127.0.0.1', resolve));
    const blog = await arrive({}, `http://localhost:${blogServer.address().port}`);
    await blog.go('');
    await blog.page.frameLocator('iframe').first().getByText('Mostly true').waitFor();
    await until(() => blog.problems.some((problem) => problem.includes('frame-ancestors')), 'the other frame is refused');
    assert.equal(await blog.page.frameLocator('iframe[title=whole]').locator('main').count(), 0);
    await blog.context.close();
    blogServer.close();
  },

  async 'every view is legible in the dark, on a phone and on a large screen'() {
    const views = {
      sources: '', source: 'documents/belarus', claim: 'claims/c0', check: 'check', changes: 'documents/belarus/revisions/2?since=1', log: 'log',
      embed: 'embed/claims/c0',
    };
    for (const [kind, options] of Object.entries({ dark: { dark: true }, phone: { width: 360, height: 740 }, large: { width: 3840, height: 2160 } })) {
      const visitor = await arrive(options);
      for (const [name, address] of Object.entries(views)) {
        // Colours and sizes that differ are those of dark and of phones.
        if (kind === 'large' && name !== 'source') continue;
        await visitor.go(address);
        await visitor.page.locator('h1').waitFor();
        await visitor.page.locator({ source: 'mark', claim: 'svg .node', changes: 'del', log: 'tbody tr', embed: 'mark' }[name] ?? 'h1').first().waitFor();
        assert.deepEqual(await visitor.violations(), [], `${kind} ${name}`);
        assert.ok((await visitor.overflow()) <= 0, `${kind} ${name} scrolls sideways`);
        await visitor.shoot(`${kind}-${name}`);
      }
      await visitor.leave();
    }
  },

  async 'hostile texts are shown as text'() {
    const script = '<script>window.harmed = 1</script>';
    const title = `${script}<img src=x onerror="window.harmed=1">\u202egnp.exe`;
    await server.addSource('hostile', { title, publisher: '"><svg onload=window.harmed=1>', uri: 'https://hostile.example/' }, `${script} is what it says.\nאבג is Hebrew \u202eand this is overridden.\n`);
    await server.post('/v1/claims', {
      claimId: 'hostile', claim: { text: `${script} \u202e is claimed`, claimant: { name: '{{constructor}}\u2066' }, labels: { a: '<b>' },
        citations: [{ revision: 'documents/hostile', quote: `${script} is what it says.` }] },
    });
    const page = `<!doctype html><title>${'&lt;b&gt;bold'}</title><article><p>${'Words of a hostile page that is long enough to be read. '.repeat(5)}&lt;script&gt;window.harmed=1&lt;/script&gt;</p><img src=x onerror="window.harmed=1"></article>`;
    await server.addSource('hostile-html', {}, page, 'text/html');
    const visitor = await arrive();
    for (const address of ['', 'documents/hostile', 'claims/hostile', 'documents/hostile-html', 'embed/claims/hostile', 'log']) {
      await visitor.go(address);
      await visitor.page.locator('h1').waitFor();
      if (address === 'documents/hostile') {
        await visitor.page.locator('mark').waitFor();
        assert.equal(await wordsOf(visitor.page, 'claims/hostile'), `${script} is what it says.`);
        const [reordered] = await visitor.page.$$eval('.words', (all) => all.slice(1).map((p) => p.innerText));
        assert.match(reordered, /is Hebrew and this is overridden/);
        assert.match(await visitor.page.locator('h1').textContent(), /<script>window\.harmed = 1<\/script><img src=x.*⟨U\+202E⟩gnp\.exe/);
        await visitor.shoot('hostile');
      }
      assert.equal(await visitor.page.evaluate(() => window.harmed), undefined, address);
      assert.equal(await visitor.page.locator('main img, main script, main iframe').count(), 0, address);
    }
    await visitor.leave();
  },

  async 'texts that run from right to left do'() {
    await server.addSource('hebrew', { title: 'בלארוס שחררה אסירים', languageCode: 'he' }, 'בלארוס שחררה 52 אסירים פוליטיים.\nThe second paragraph is English.\n');
    await server.post('/v1/claims', { claimId: 'hebrew', claim: { text: 'בלארוס שחררה 52 אסירים', citations: [{ revision: 'documents/hebrew', quote: '52 אסירים פוליטיים' }] } });
    const visitor = await arrive();
    await visitor.go('documents/hebrew');
    await visitor.page.locator('mark').first().waitFor();
    const sides = await visitor.page.$$eval('.words', (all) => all.map((p) => {
      const range = document.createRange();
      range.selectNodeContents(p);
      const [text, box] = [range.getBoundingClientRect(), p.getBoundingClientRect()];
      return text.left - box.left > box.right - text.right ? 'right' : 'left';
    }));
    assert.deepEqual(sides, ['right', 'left']);
    assert.deepEqual(await visitor.violations(), []);
    await visitor.shoot('right-to-left');
    await visitor.leave();
  },

  async 'a long text with many claims scrolls and stays whole'() {
    const sentences = Array.from({ length: 8000 }, (_, i) => `Sentence number ${i} says that town ${i} has exactly ${1000 + i} bridges, and many more people in it than there ever were in all of its long history.`);
    const text = Array.from({ length: 2000 }, (_, i) => sentences.slice(4 * i, 4 * i + 4).join(' ')).join('\n');
    await server.addSource('long', { title: 'A long text', languageCode: 'en' }, text);
    for (let start = 0; start < 2000; start += 500) {
      await server.post('/v1/claims:batchCreate', {
        requests: Array.from({ length: 500 }, (_, i) => ({
          claim: { text: `Town ${4 * (start + i)} has ${1000 + 4 * (start + i)} bridges.`, citations: [{ revision: 'documents/long', quote: `town ${4 * (start + i)} has exactly ${1000 + 4 * (start + i)} bridges` }] },
        })),
      });
    }
    const visitor = await arrive();
    const { page } = visitor;
    await visitor.go('documents/long');
    await page.getByText('2,000 claims').waitFor();
    assert.equal(await page.locator('.card').count(), 2000);
    assert.ok(text.length > 900_000);
    assert.equal(await page.$$eval('.words', (all) => all.map((p) => p.textContent).join('\n')), text);
    // The browser lays out what is in sight only: a row far below has a height that was estimated.
    const skipped = await page.$$eval('.row > .words', (all) => all.filter((words) => !words.checkVisibility({ contentVisibilityAuto: true })).length);
    assert.ok(skipped > 1900, `${skipped} rows are skipped`);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.locator('mark', { hasText: 'town 7996 has exactly 8996 bridges' }).waitFor();
    await visitor.shoot('long');
    await visitor.leave();
  },

  async 'the page works behind a path prefix'() {
    const proxy = await startPrefixProxy(server.url, '/facts/verbatim/');
    try {
      const visitor = await arrive({}, proxy.url);
      const { page } = visitor;
      await visitor.go('documents/belarus/revisions/1');
      await page.locator('.card[data-claim="claims/c0"] a').click();
      await page.getByRole('heading', { level: 1, name: first.text }).waitFor();
      assert.equal(page.url(), `${proxy.url}claims/c0`);
      await page.reload();
      await page.getByLabel('verifier key').fill(server.key());
      await page.getByRole('button', { name: 'Verify in this browser' }).click();
      await page.locator('[data-verdict="PROVEN"]').waitFor();
      await page.getByRole('link', { name: 'Log' }).click();
      await page.getByRole('cell', { name: 'claim recorded' }).first().waitFor();
      await visitor.leave();
    } finally {
      await proxy.stop();
    }
  },

  async 'the page works over TLS, and signs in with a token'() {
    const folder = fs.mkdtempSync(path.join(server.folder, 'tls-'));
    const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', certificate, '-days', '2',
      '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'], { stdio: 'ignore' });
    const tokenFile = path.join(folder, 'token');
    const keyLine = execFileSync(path.join(binaries, 'verbatim'), ['token', 'new', `--output=${tokenFile}`], { encoding: 'utf8' }).trim();
    const token = fs.readFileSync(tokenFile, 'utf8').trim();
    const policy = path.join(folder, 'policy.yaml');
    fs.writeFileSync(policy, `version: 1\nanonymous: none\nprincipals:\n  - name: desk\n    role: reader\n    ${keyLine}\n`);
    const secure = await startServer(binaries, [`--tls_cert=${certificate}`, `--tls_key=${key}`, `--policy=${policy}`], 'https');
    try {
      const visitor = await arrive({}, secure.url);
      const { page } = visitor;
      await visitor.go('');
      await page.getByText('Please sign in').waitFor();
      await visitor.shoot('sign-in-needed');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByLabel('Your token').fill(token);
      assert.deepEqual(await visitor.violations(), []);
      await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('Nothing is recorded yet').waitFor();
      assert.deepEqual(await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]), [[], [], '']);
      await page.reload();
      await page.getByText('Please sign in').waitFor();
      await visitor.leave();
    } finally {
      await secure.stop();
    }
  },

  async 'a reader signs in at an issuer'() {
    // An issuer that checks what RFC 7636 asks of a client.
    let challenge = '';
    let wrong = '';
    const issuer = http.createServer((request, response) => {
      const url = new URL(request.url, 'http://issuer');
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Content-Type', 'application/json');
      if (url.pathname === '/.well-known/openid-configuration') {
        const origin = `http://localhost:${issuer.address().port}`;
        return response.end(JSON.stringify({ issuer: origin, authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token` }));
      }
      if (url.pathname === '/authorize') {
        const query = url.searchParams;
        challenge = query.get('code_challenge');
        if (query.get('client_id') !== 'page' || query.get('code_challenge_method') !== 'S256' || query.get('response_type') !== 'code') wrong = url.search;
        const back = new URL(query.get('redirect_uri'));
        back.searchParams.set('code', 'once');
        back.searchParams.set('state', query.get('state'));
        return response.writeHead(302, { Location: back.href }).end();
      }
      let body = '';
      request.on('data', (part) => { body += part; });
      request.on('end', () => {
        const form = new URLSearchParams(body);
        const made = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
        if (form.get('code') !== 'once' || made !== challenge) wrong = body;
        response.end(JSON.stringify({ access_token: 'head.claims.signature', token_type: 'Bearer' }));
      });
    });
    await new Promise((resolve) => issuer.listen(0, '127.0.0.1', resolve));
    const origin = `http://localhost:${issuer.address().port}`;
    // The server has no policy that names this issuer, so its answers are made here, and its Content-Security-Policy is not
    // applied: tests/http has a test of both.
    const visitor = await arrive({ bypassCSP: true });
    const { page } = visitor;
    await page.route('**/auth/config', (route) => route.fulfill({ json: { issuers: [{ issuer: origin, client_id: 'page' }] } }));
    await visitor.go('claims/c0');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const [signed] = await Promise.all([
      page.waitForRequest((request) => request.headers()['authorization'] === 'Bearer head.claims.signature'),
      page.getByRole('button', { name: 'Sign in at localhost' }).click(),
    ]);
    assert.ok(signed.url().startsWith(server.url));
    await page.getByRole('button', { name: 'Signed in' }).waitFor();
    await page.getByRole('heading', { level: 1, name: first.text }).waitFor();
    assert.match(page.url(), /\/claims\/c0$/, 'back where the reader was, without the code');
    assert.equal(wrong, '');
    assert.deepEqual(await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]), [[], [], '']);
    visitor.problems = visitor.problems.filter((problem) => !problem.startsWith(`request to ${origin}`));
    await visitor.leave();
    issuer.close();
  },

  async 'a report verifies itself without a network, and shows nothing of a bundle that was changed'() {
    const claim = 'claims/c0';
    await server.post('/v1/claims/c1/reviews', {
      review: { rating: { words: 'Half true' }, reviewer: { name: 'The desk <script>alert(1)</script>' }, rationale: 'Two sources agree.' },
    });
    const folder = fs.mkdtempSync(path.join(server.folder, 'report-'));
    const file = path.join(folder, 'report.html');
    const verbatim = (...args) => execFileSync(path.join(binaries, 'verbatim'), ['--server', `127.0.0.1:${fs.readFileSync(path.join(server.folder, 'port'), 'utf8').trim()}`, ...args], { encoding: 'utf8' });
    const printed = verbatim('report', 'c0', 'claims/c1', '--key', server.key(), '-o', file);
    assert.match(printed, /report\.html: 2 claims, 6 proofs, \d+ bytes/);
    const visitor = await arrive({ offline: true }, `file://${folder}`);
    const { page } = visitor;
    const verdict = async () => (await page.waitForSelector('#summary:not([data-verdict=""])')).getAttribute('data-verdict');
    await visitor.go('report.html');
    assert.equal(await verdict(), 'PROVEN');
    await page.getByRole('heading', { level: 2, name: first.text }).waitFor();
    assert.equal(await page.locator(`[id="${claim}"] mark`).first().textContent(), quote);
    await page.getByText('The desk <script>alert(1)</script>').waitFor();
    await page.getByText('Mostly true').waitFor();
    assert.equal(await page.locator('[data-verdict="PROVEN"]').count(), 1 + 6);
    assert.deepEqual(await visitor.violations(), []);
    await visitor.shoot('report', { fullPage: true });
    // Another log's key proves nothing.
    const other = await startServer(binaries);
    await page.getByRole('textbox').fill(other.key());
    await other.stop();
    await page.getByRole('button', { name: 'Verify again' }).click();
    await page.waitForSelector('#summary[data-verdict="FAILED"]');

    const whole = fs.readFileSync(file, 'utf8');
    const [, before, json, after] = /^(.*<script type="application\/json" id="data">)(.*?)(<\/script>.*)$/s.exec(whole);
    const changed = async (change) => {
      const data = JSON.parse(json);
      change(data);
      fs.writeFileSync(path.join(folder, 'changed.html'), before + JSON.stringify(data).replaceAll('<', '\\u003c') + after);
      await visitor.go('changed.html');
      return verdict();
    };
    assert.equal(await changed(() => {}), 'PROVEN');
    const flip = (proof, at, bit) => {
      const bytes = Buffer.from(proof.bundle, 'base64');
      bytes[at] ^= 1 << bit;
      proof.bundle = bytes.toString('base64');
      return createHash('sha256').update(bytes).digest('hex');
    };
    const size = Buffer.from(JSON.parse(json).claims[0].claim.bundle, 'base64').length;
    assert.equal(await changed(({ claims }) => void flip(claims[0].claim, size - 1, 0)), 'FAILED');
    assert.equal(await page.getByRole('heading', { level: 2, name: first.text }).count(), 0);
    // Whoever changes a bundle can change its digest, too; then the proof itself fails.
    for (let i = 0; i < 24; ++i) {
      const at = i === 0 ? 0 : i === 1 ? size - 1 : Math.floor(Math.random() * size);
      const found = await changed(({ claims }) => {
        claims[0].claim.sha256 = flip(claims[0].claim, at, i % 8);
      });
      assert.equal(found, 'FAILED', `bit ${i % 8} of byte ${at}`);
    }
    assert.equal(await changed(({ claims }) => claims.push({ ...claims[0], claim: { ...claims[1].claim, name: claim } })), 'FAILED', 'another proof');
    fs.writeFileSync(path.join(folder, 'changed.html'), `${before}${json.slice(0, -1)}${after}`);
    await visitor.go('changed.html');
    assert.equal(await verdict(), 'FAILED');
    await visitor.leave();
  },
};

let failed = 0;
try {
  for (const [name, run] of Object.entries(scenarios)) {
    if (chosen.length > 0 && !chosen.some((part) => name.includes(part))) continue;
    const start = Date.now();
    await run().then(
      () => console.log(`${name}: ok (${((Date.now() - start) / 1000).toFixed(1)} s)`),
      (error) => {
        ++failed;
        console.log(`${name}: ${error.stack}`);
      });
  }
} finally {
  await browser.close();
  await server.stop();
}
process.exit(failed === 0 ? 0 : 1);
