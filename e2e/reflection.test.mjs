import { test } from 'node:test';
import { launch, shot, tab, tellers } from './lib/browser.mjs';
import { start } from './lib/chibo.mjs';
import { arrive } from './reflection/cast.mjs';
import { hear, moveTurn, unseen, writeThere } from './reflection/chapter.mjs';
import { close, conclude, discuss, hearOther, mark, open, prepare, readMinutes, withdraw } from './reflection/meeting.mjs';
import { approve, askForMore, mendPledge, openCall, pledge, progress } from './reflection/pledge.mjs';
import { answer, help, resolve } from './reflection/remark.mjs';
import { agree, comment, complete, returning, revise, write, writeShort } from './reflection/report.mjs';
import { drawRota, excuse, mendRota, nextYear, planYear, relieve, tell, volunteer } from './reflection/rota.mjs';

// B6, C1–C10, D1–D3, I6: reports from the plan of a year to what was mended, and what people register. What becomes of a
// draft on two devices, or after the session has ended, is told in report.test.mjs.
for (const screen of tellers) {
  test(`reports and commitments of a year: ${screen}`, async (t) => {
    const chibo = await start(t, { command: 'demo', today: '2025-12-01' });
    const browser = await launch(t);
    const picture = (page, name) => name.endsWith(`-${screen}`) && shot(page, name);
    const person = () => tab(t, browser, chibo.url, { screen, cuts: true });
    const [leader, deputy, member, other, probationer, officer, youth] = await Promise.all(Array.from({ length: 7 }, person));

    await t.test('December: the year is planned, two volunteer, the rota is drawn and told', async () => {
      await arrive([leader, 'bithu'], [member, 'dangvien'], [other, 'chiuyvien']);
      await relieve(leader);
      await planYear(leader);
      await volunteer(member, 'Báo cáo', picture);
      await volunteer(other, 'Sinh hoạt');
      await excuse(leader);
      await drawRota(leader, picture);
      await tell(leader);
    });

    await t.test('January: what is registered becomes concrete, and goes on', async () => {
      await chibo.turn('2026-01-02');
      await arrive([leader, 'bithu'], [member, 'dangvien']);
      await openCall(leader);
      await pledge(member, picture);
      await askForMore(leader);
      await mendPledge(member);
      await approve(leader);
      await progress(member);
    });

    await t.test('the draft is written, also without a network, and sent', async () => {
      await arrive([member, 'dangvien'], [other, 'chiuyvien']);
      await write(member, picture);
      await writeShort(other);
    });

    await t.test('the committee comments, the author revises, and the committee agrees', async () => {
      await arrive([leader, 'bithu'], [deputy, 'phobithu'], [member, 'dangvien'], [other, 'chiuyvien']);
      await comment(leader, deputy, picture);
      await revise(member, picture);
      await agree(leader, other);
    });

    await t.test('the meeting of January is prepared: two reports, and who comes next', async () => {
      await arrive([leader, 'bithu']);
      await prepare(leader);
    });

    await t.test('the meeting: opinions, one that is marked, the conclusion', async () => {
      await chibo.turn('2026-01-14');
      await arrive([leader, 'bithu'], [probationer, 'dubi']);
      await open(leader);
      await hearOther(leader);
      await discuss(leader);
      await mark(leader);
      await withdraw(probationer);
      await conclude(leader, picture);
      await close(leader);
      await readMinutes(leader);
    });

    await t.test('the same day: what to mend, help and an answer; the final text', async () => {
      await arrive([leader, 'bithu'], [member, 'dangvien']);
      await help(leader);
      await answer(member, picture);
      await complete(member);
    });

    await t.test('a chapter of a mass organisation does the same, unseen by the cell above it', async () => {
      await arrive([officer, 'doanthanhnien'], [youth, 'doanvien'], [leader, 'bithu']);
      await moveTurn(officer);
      await writeThere(youth);
      const report = await hear(officer);
      await unseen(leader, report);
    });

    await t.test('February: somebody goes elsewhere, the plan is mended; one thing is resolved', async () => {
      await chibo.turn('2026-02-02');
      await arrive([leader, 'bithu']);
      await mendRota(leader);
      await resolve(leader);
    });

    await t.test('a year later: what is open comes back, and what is resolved does not', async () => {
      await chibo.turn('2027-03-01');
      await arrive([leader, 'bithu']);
      await nextYear(leader);
      await arrive([member, 'dangvien']);
      await returning(member);
    });
  });
}
