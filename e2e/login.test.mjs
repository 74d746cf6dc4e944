import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage, launch, screens, tab } from './lib/browser.mjs';
import { start } from './lib/chibo.mjs';

test('the sign-in page, as anyone meets it first', async (t) => {
  const chibo = await start(t, { command: 'demo', today: '2026-06-02' });
  const browser = await launch(t);

  for (const screen of Object.keys(screens)) {
    await t.test(`is accessible in every view and fits the screen: ${screen}`, async (t) => {
      const page = await tab(t, browser, chibo.url, { screen });
      const response = await page.goto('/login');
      assert.equal(response.status(), 200);
      assert.equal(await page.locator('html').getAttribute('lang'), 'vi');
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
      await checkPage(page, `/login on the ${screen}`);
    });
  }

  await t.test('is where a stranger is sent from any page', async (t) => {
    const page = await tab(t, browser, chibo.url);
    await page.goto('/');
    assert.equal(new URL(page.url()).pathname, '/login');
  });
});
