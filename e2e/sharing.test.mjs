import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, shot, tab, tellers } from './lib/browser.mjs';
import { run, start } from './lib/chibo.mjs';
import { arrive } from './reflection/cast.mjs';
import { answer, answerByLink, answerByPhone, decide, draft, print } from './sharing/ask.mjs';

// E4, F3–F6, I11: what a cell shares with those around it. A question to 88 people without accounts, what the public says,
// a contest, a model that travels from cell to cell with its picture, an opinion on the cell and a request, both answered.
for (const screen of tellers) {
  test(`what is shared: ${screen}`, async (t) => {
    const chibo = await start(t, { command: 'demo', today: '2026-05-25' });
    const browser = await launch(t);
    const picture = (page, name) => screen === 'desktop' && shot(page, name);
    const person = (options) => tab(t, browser, chibo.url, { screen, ...options });
    const [asker, first, second] = await Promise.all([person(), person({ screen: 'phone' }), person({ screen: 'phone' })]);

    await t.test('a question to all staff: drafted, slips printed, 30 answers, grouped, answered, decided', async () => {
      await arrive([asker, 'bithu-s3']);
      const matter = await draft(asker);
      const [mine, yours, ...others] = await print(asker);
      const slip = await answerByPhone(first, mine, true);
      await answerByPhone(second, yours, false);
      await answerByLink(chibo.url, others);
      await answer(asker, matter);
      await decide(asker, first, slip);
    });

    const doctor = await run(['doctor', '--data', chibo.data, ...chibo.db]);
    assert.equal(doctor.code, 0, doctor.stdout + doctor.stderr);
  });
}
