// Headless Chromium, and what every scenario asks of a page: no error in its console, no request to another host, and
// nothing that axe-core finds.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(path.join(process.cwd(), 'package.json'));
const { chromium } = require('playwright-core');
const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export function launch(executablePath) {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export class Visitor {
  problems = [];

  // Opens a page that shows `base`. `shots` is the folder of screenshots.
  static async arrive(browser, base, shots, { width = 1280, height = 900, dark = false, ...more } = {}) {
    const visitor = new Visitor();
    visitor.base = base.endsWith('/') ? base : `${base}/`;
    visitor.shots = shots;
    visitor.context = await browser.newContext({
      viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce',
      ignoreHTTPSErrors: true, acceptDownloads: true, ...more,
    });
    visitor.context.setDefaultTimeout(120_000);  // a machine may be busy
    visitor.page = await visitor.context.newPage();
    visitor.page.on('pageerror', (error) => visitor.problems.push(`error: ${error.message}`));
    visitor.page.on('console', (message) => {
      // The browser itself reports each refused request, such as that for a checkpoint that no witness has signed.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) visitor.problems.push(`console: ${message.text()}`);
    });
    visitor.page.on('request', (request) => {
      if (!request.url().startsWith(visitor.base) && !request.url().startsWith('blob:')) visitor.problems.push(`request to ${request.url()}`);
    });
    return visitor;
  }

  async go(address) {
    await this.page.goto(this.base + address);
  }

  // What axe-core finds in the page, in a form for people.
  async violations() {
    const found = await this.page.evaluate(`(() => { ${AXE}; return axe.run(document, { resultTypes: ['violations'] }); })()`);
    return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).slice(0, 3).join(' | ')}`);
  }

  async shoot(name, options = {}) {
    await this.page.screenshot({ path: path.join(this.shots, `${name}.png`), ...options });
  }

  // No element may be wider than the window.
  async overflow() {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }

  async leave() {
    await this.context.close();
    if (this.problems.length > 0) throw new Error(this.problems.join('\n'));
  }
}
