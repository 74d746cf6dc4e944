import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, tab, tellers } from './lib/browser.mjs';
import { run, start } from './lib/chibo.mjs';
import { enterTwice, unite } from './people/double.mjs';
import { compareHalves, mergeUnits, weighFirst } from './people/merger.mjs';
import { arrive } from './reflection/cast.mjs';

// A1, A5, H3: the tree and its people over half a year: two committees become one,
// somebody was entered twice.
for (const screen of tellers) {
  test(`the tree over half a year: ${screen}`, async (t) => {
    const chibo = await start(t, { command: 'demo', today: '2026-07-15' });
    const browser = await launch(t);
    const person = () => tab(t, browser, chibo.url, { screen });
    const [officer, leader] = await Promise.all(Array.from({ length: 2 }, person));
    let before; // the first half-year, before the merger

    await t.test('July: two committees become one', async () => {
      await arrive([officer, 'canbo-s1'], [leader, 'bithu']);
      before = await weighFirst(officer);
      await mergeUnits(officer);
    });

    await t.test('July: somebody was entered twice', async () => {
      await enterTwice(leader);
      await unite(leader);
    });

    await t.test('December: the half-years are right on both sides', async () => {
      await chibo.turn('2026-12-31');
      await arrive([officer, 'canbo-s1'], [leader, 'bithu']);
      await compareHalves(officer, before);
      const doctor = await run(['doctor', '--data', chibo.data, ...chibo.db]);
      assert.equal(doctor.code, 0, doctor.stdout + doctor.stderr);
    });
  });
}
