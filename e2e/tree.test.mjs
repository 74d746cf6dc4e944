import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, tab, tellers } from './lib/browser.mjs';
import { run, start } from './lib/chibo.mjs';
import { enterTwice, unite } from './people/double.mjs';
import { compareHalves, gone, mergeUnits, weighFirst } from './people/merger.mjs';
import { ask, readAnswer, settle } from './people/own.mjs';
import { receive, report, sumUp } from './people/periodic.mjs';
import { comment, convene, decide, openReview, readResult, vote, write } from './people/review.mjs';
import { arrive } from './reflection/cast.mjs';

const [author, colleague] = ['Phạm Thị D1', 'Hoàng Văn Đ1']; // sign in as dangvien and dangvien2

// A1, A5, H2–H4, I4: the tree and its people over half a year: two committees become one and both half-years stay right,
// a half-year is reported, somebody was entered twice, one asks about the own data, and a cell of 15 reviews its year.
for (const screen of tellers) {
  test(`the tree and the year's end: ${screen}`, async (t) => {
    const chibo = await start(t, { command: 'demo', today: '2026-07-15' });
    const browser = await launch(t);
    const person = () => tab(t, browser, chibo.url, { screen });
    const [officer, host, leader, member, second, above] = await Promise.all(Array.from({ length: 6 }, person));
    let before; // the first half-year, before the merger

    await t.test('July: two committees become one', async () => {
      await arrive([officer, 'canbo-s1'], [host, 'bithu-s1'], [leader, 'bithu'], [member, 'dangvien']);
      before = await weighFirst(officer);
      await mergeUnits(officer);
    });

    await t.test('July: the half-year is reported, as it was before the merger', async () => {
      await report(host);
      await receive(officer, 'Chi bộ Văn phòng Sở', gone);
      await sumUp(officer, before.get('Toàn Đảng bộ'));
    });

    await t.test('July: somebody was entered twice', async () => {
      await enterTwice(leader);
      await unite(leader);
    });

    await t.test('July: one asks about the own data', async () => {
      await ask(member, author);
      await settle(leader, author);
      await readAnswer(member, 'Nguyễn Văn A1');
    });

    await t.test('December: the half-years are right on both sides', async () => {
      await chibo.turn('2026-12-20');
      await arrive([officer, 'canbo-s1'], [leader, 'bithu'], [member, 'dangvien'], [second, 'dangvien2'], [above, 'canbo']);
      await compareHalves(officer, before);
    });

    await t.test('December: a cell of 15 reviews its year', async () => {
      const review = await openReview(leader);
      const file = await write(member, { name: author, looks: true });
      await write(second, { name: colleague });
      await comment(leader, file);
      await convene(leader, second, review, file);
      await vote(leader, review);
      await decide(above, review, file);
      await readResult(member, file);
      const doctor = await run(['doctor', '--data', chibo.data, ...chibo.db]);
      assert.equal(doctor.code, 0, doctor.stdout + doctor.stderr);
    });
  });
}
