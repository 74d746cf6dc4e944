import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkPage, launch, tab } from './lib/browser.mjs';
import { start } from './lib/chibo.mjs';
import { press, sees, signIn, signOut } from './lib/people.mjs';

const password = 'chi-bo-mau-2026!'; // of every sample account

/** All that the service worker has kept: addresses, and what stands in them. */
const kept = (page) => page.evaluate(async () => {
  const all = {};
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const request of await store.keys()) {
      const answer = await store.match(request);
      all[new URL(request.url).pathname] = (answer.headers.get('Content-Type') ?? '').startsWith('text/html') ? await answer.text() : '';
    }
  }
  return all;
});

/** Waits until the page is in the hands of the worker, and what it keeps is there. */
async function settled(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  for (let tries = 0; tries < 50; tries++) {
    if ('/offline' in await kept(page)) return;
    await sleep(100);
  }
  assert.fail('nothing was kept');
}

// I6: on a secure connection, as this computer's own address is, chibo is an app, which keeps style and one page, and nothing of anybody.
test('the installed app', async (t) => {
  const chibo = await start(t, { command: 'demo', today: '2026-05-25' });
  const browser = await launch(t);

  await t.test('can be installed', async (t) => {
    const page = await tab(t, browser, chibo.url, { screen: 'phone', serviceWorkers: 'allow' });
    await page.goto('/login');
    const debug = await page.context().newCDPSession(page);
    const { errors } = await debug.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    const { installabilityErrors } = await debug.send('Page.getInstallabilityErrors');
    const inIncognito = ({ errorId }) => errorId === 'in-incognito'; // as every window of a test is
    assert.deepEqual(installabilityErrors.filter((error) => !inIncognito(error)), []);
  });

  await t.test('without the server: the page for being offline, and no page of anybody', async (t) => {
    const context = await browser.newContext({ baseURL: chibo.url, locale: 'vi-VN' });
    t.after(() => context.close());
    const page = await context.newPage();
    await signIn(page, 'bithu', password);
    await page.getByRole('heading', { level: 1, name: 'Chào đồng chí Nguyễn Văn A1' }).waitFor();
    await settled(page);
    for (const path of ['/home', '/member', '/meeting', '/task']) await page.goto(path);

    const all = await kept(page);
    assert.deepEqual(Object.keys(all).filter((path) => !path.startsWith('/assets/')), ['/offline']);
    assert.equal(/Nguyễn|data-who|Trạm Y tế/.test(all['/offline']), false, 'nothing of anybody');

    await context.setOffline(true);
    await page.goto('/task');
    await sees(page, 'Chưa kết nối được với máy chủ');
    assert.equal(new URL(page.url()).pathname, '/task');
    await checkPage(page, 'the page for being offline');
    await context.setOffline(false);
    await press(page, 'Thử lại', 'link');
    await sees(page, 'Nhiệm vụ');

    await signOut(page);
    assert.deepEqual(Object.keys(await kept(page)).filter((path) => !path.startsWith('/assets/') && path !== '/offline'), []);
  });
});
