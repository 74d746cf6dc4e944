// A browser for the stories, and what every page must keep to.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../../tools/chromium/find.mjs';
import { unseen } from './looked.mjs';
import { smaller } from './png.mjs';

/** The two screens that every page is made for: an office computer, a telephone. */
export const screens = {
  desktop: { width: 1366, height: 900 },
  phone: { width: 390, height: 844 },
};

const postgres = Boolean(process.env.CHIBO_DB);

/**
 * The screens on which a long story is told: at the office on SQLite and by telephone on PostgreSQL, since how a page
 * looks does not depend on the database; for the pictures of the guide on both.
 */
export const tellers = process.env.E2E_SHOTS ? Object.keys(screens) : [postgres ? 'phone' : 'desktop'];

/** The ways in which a person may see a page; see setView. */
export const views = {
  light: { theme: 'light', contrast: 'normal' },
  dark: { theme: 'dark', contrast: 'normal' },
  'high contrast': { theme: 'light', contrast: 'high' },
  'high contrast, dark': { theme: 'dark', contrast: 'high' },
};

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Starts a browser with an empty profile, and flags of its own; it ends with the test t. */
export async function launch(t, ...own) {
  const browser = await chromium.launch({ executablePath: await findChromium(), headless: true, args: [...flags, ...own] });
  t.after(async () => {
    if (!t.passed) for (const context of browser.contexts()) for (const page of context.pages()) t.diagnostic(await lastSeen(page));
    await browser.close();
  });
  return browser;
}

/**
 * Opens a tab for one person, apart from all other tabs (own cookies), and watches it:
 * at its end t fails for every script error, console error, violation of the content
 * security policy, answer 5xx and request to a place other than origin.
 *
 * options: screen (a key of screens or a size), cuts (the story cuts the network or stops the
 * program, which the browser tells on the console), refusals (answers to the page's script that
 * the story provokes: the browser tells those too), and what a playwright context takes.
 */
export async function tab(t, browser, origin, { screen = 'desktop', cuts = false, refusals = [], ...options } = {}) {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: screens[screen] ?? screen,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce', // colours half-way between two views are no colours of ours
    serviceWorkers: 'block', // to install the app anew for every tab is what no person does
    ...options,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const troubles = watch(page, origin, cuts, refusals);
  t.after(async () => {
    await context.close();
    assert.deepEqual(troubles, [], 'the page must give no trouble');
  });
  return page;
}

/** What page showed when its story failed. */
async function lastSeen(page) {
  const text = await page.locator('body').innerText({ timeout: 1_000 }).catch(String);
  return `${page.url()} showed:\n${text.slice(0, 2_000)}`;
}

/** Collects what went wrong in page from now on. */
function watch(page, origin, cuts, refusals) {
  const troubles = [];
  const opened = new Set(); // addresses opened as a page: a story looks at their status itself
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) opened.add(response.url());
    if (response.status() >= 500) troubles.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    const { protocol, origin: to } = new URL(request.url());
    if (protocol.startsWith('http') && to !== origin) troubles.push(`request to the outside: ${request.url()}`);
  });
  page.on('pageerror', (error) => troubles.push(`script error: ${error.stack ?? error}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const where = message.location().url;
    if (message.text().startsWith('Failed to load resource') && opened.has(where)) return;
    if (cuts && message.text().includes('net::ERR_')) return;
    if (refusals.some((status) => message.text().includes(`a status of ${status} `))) return;
    troubles.push(`console: ${message.text()} (${where})`); // violations of the policy come here too
  });
  return troubles;
}

/** Shows page in one of the views, as the tools at its head would, and lets its colours arrive. */
export async function setView(page, { theme, contrast }) {
  await page.evaluate(
    async ([theme, contrast]) => {
      document.documentElement.setAttribute('data-bs-theme', theme);
      document.documentElement.setAttribute('data-contrast', contrast);
      await Promise.all(document.getAnimations().map((animation) => animation.finished));
    },
    [theme, contrast],
  );
}

/** All of WCAG 2.2, levels A and AA; and what of it depends on colours, hence on the view. */
const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const colours = ['color-contrast', 'link-in-text-block'];

/** All rules but those of colours; those alone. */
const structure = { runOnly: everything, rules: Object.fromEntries(colours.map((rule) => [rule, { enabled: false }])) };
const contrasts = { runOnly: { type: 'rule', values: colours } };

/**
 * Fails for every violation of rules that axe-core finds in page; or, where kinds are given, in the first element of each of
 * them (see kindsOf). They are sought as axe begins: what a page hears may redraw it at any time.
 */
async function axe(page, what, rules, kinds) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    // By the debugger, since the page's own policy rightly refuses a foreign script.
    const debug = await page.context().newCDPSession(page);
    await debug.send('Runtime.evaluate', { expression: axeSource });
    await debug.detach();
  }
  const found = await page.evaluate(
    async ({ rules, kinds }) => {
      const first = kinds && globalThis.firstOfKind();
      const include = kinds?.map((kind) => first.get(kind)).filter(Boolean);
      if (include?.length === 0) return [];
      const result = await globalThis.axe.run(include ? { include } : 'html', { ...rules, resultTypes: ['violations'] });
      return result.violations.map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary}`),
      }));
    },
    { rules, kinds },
  );
  assert.deepEqual(found, [], `accessibility of ${what}`);
}

/**
 * The kinds of elements that page has, each once; the page then knows the first element of each (firstOfKind). A kind is
 * what the stylesheet goes by: name, classes and state of an element, in one of the same kind.
 */
function kindsOf(page) {
  return page.evaluate(() => {
    const state = ['class', 'type', 'role', 'aria-current', 'aria-pressed', 'aria-selected', 'aria-expanded', 'disabled', 'data-kind'];
    const name = (e) => [e.localName, ...state.map((attribute) => e.getAttribute(attribute) ?? '')].join(' ').replaceAll(/\s+/g, ' ');
    globalThis.firstOfKind = () => {
      const first = new Map();
      for (const e of document.body.querySelectorAll('*')) {
        const kind = `${name(e.parentElement)} > ${name(e)}`;
        if (!first.has(kind)) first.set(kind, e);
      }
      return first;
    };
    return [...globalThis.firstOfKind().keys()];
  });
}

/** Fails where page can be scrolled sideways. */
export async function noOverflow(page, what = page.url()) {
  const { content, window: width } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert.ok(content <= width, `${what} is ${content} px wide in a window of ${width} px`);
}

/**
 * Checks page in every view: nothing inaccessible, nothing beside the screen. A place is looked at as a whole once, after
 * that only what is of a kind that no place had before; colours in each view once for each kind. On PostgreSQL only
 * telephones are looked at, since nobody else tells the long stories on them, and no colours: they are the same on every
 * screen.
 */
export async function checkPage(page, what = page.url()) {
  const { width } = page.viewportSize();
  if (postgres && width > screens.phone.width) return;
  await page.waitForFunction(() => document.readyState === 'complete'); // the page that was asked for may only be coming
  await setView(page, views.light);
  await noOverflow(page, what);
  const place = `${width} ${new URL(page.url()).pathname.replaceAll(/[0-9a-f-]{36}/g, '…')}`; // whosever it is
  const kinds = unseen(await kindsOf(page));
  if (unseen([place]).length > 0) await axe(page, what, structure);
  else if (kinds.length > 0) await axe(page, what, structure, kinds);
  if (postgres || kinds.length === 0) return;
  for (const [name, view] of Object.entries(views)) {
    await setView(page, view);
    await axe(page, `${what}, ${name}`, contrasts, kinds);
  }
  await setView(page, views.light);
}

/** Takes a picture of what the window shows, or a part of it, where E2E_SHOTS names a folder for pictures; else does nothing. */
export async function shot(page, name, part = {}) {
  const dir = process.env.E2E_SHOTS;
  if (!dir) return;
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, `${name}.png`), smaller(await page.screenshot({ animations: 'disabled', ...part })));
}
