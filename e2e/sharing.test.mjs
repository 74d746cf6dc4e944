import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, shot, tab, tellers } from './lib/browser.mjs';
import { run, start } from './lib/chibo.mjs';
import { arrive } from './reflection/cast.mjs';
import { answer, answerByLink, answerByPhone, decide, draft, print } from './sharing/ask.mjs';
import { adopt, comeIn, count, illustrate, publish, read, reap, write } from './sharing/bulletin.mjs';
import { hearOpinion, readTrend, tend } from './sharing/care.mjs';
import { award, call, certify, enter, judge } from './sharing/contest.mjs';

const teller = 'Phạm Thị D1'; // signs in as dangvien
const adopters = ['Chi bộ Bệnh viện Phục hồi chức năng', 'Chi bộ Trung tâm Kiểm nghiệm'];
const result = 'Ít người lỡ hẹn hơn.';

// E4, F3–F6, I11, S8, S10: what a cell shares with those around it. A question to 88 people without accounts, a contest, what
// the public says, an opinion on the cell and a request that are answered, and a model that travels from cell to cell.
for (const screen of tellers) {
  test(`what is shared: ${screen}`, async (t) => {
    const chibo = await start(t, { command: 'demo', today: '2026-05-25' });
    const browser = await launch(t);
    const picture = (page, name) => screen === 'desktop' && shot(page, name);
    const person = () => tab(t, browser, chibo.url, { screen });
    const [asker, leader, deputy, third, fourth, member, youth] = await Promise.all(Array.from({ length: 7 }, person));
    const [officer, host, author, near, far] = await Promise.all(Array.from({ length: 5 }, person));

    await t.test('a question to all staff: slips, 30 answers, groups, an answer to each, the decision', async () => {
      const phone = await tab(t, browser, chibo.url, { screen: 'phone' });
      await arrive([asker, 'bithu-s3']);
      const matter = await draft(asker);
      const [mine, ...others] = await print(asker);
      const slip = await answerByPhone(phone, mine);
      await answerByLink(chibo.url, others);
      await answer(asker, matter);
      await decide(asker, phone, slip);
    });

    await t.test('a contest: twelve entries, three jurors, the prizes, a certificate', async () => {
      await arrive([leader, 'bithu'], [deputy, 'phobithu'], [third, 'chiuyvien'], [fourth, 'dangvien2'], [member, 'dangvien']);
      const contest = await call(leader);
      await enter(member, leader, contest);
      await judge([deputy, third, fourth], contest);
      await award(leader, contest);
      await certify(member, teller, contest);
    });

    await t.test('the public complains less and praises more; an opinion and a request are answered', async () => {
      await arrive([officer, 'canbo-s1'], [youth, 'doanthanhnien']);
      await readTrend(officer, picture);
      await hearOpinion(youth, leader);
      await tend(member, leader);
    });

    await t.test('an experience: written, with a picture and a figure, agreed to, published', async () => {
      await arrive([host, 'bithu-s1']);
      await comeIn(host, author, { last: true, username: 'nguoi-viet' });
      const article = await write(author);
      await illustrate(author, article);
      await count(author, article);
      await publish(host, officer, article);
    });

    await t.test('two cells take it over, and its own sees what came of it', async () => {
      await comeIn(officer, near, { unit: adopters[0], username: 'bithu-gan' });
      await comeIn(officer, far, { unit: adopters[1], username: 'bithu-xa' });
      const article = await read(near, picture);
      await adopt(near, article, result);
      await adopt(far, article);
      await reap(author, article, adopters, result);
      const doctor = await run(['doctor', '--data', chibo.data, ...chibo.db]);
      assert.equal(doctor.code, 0, doctor.stdout + doctor.stderr);
    });
  });
}
