import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage, launch, shot, tab, tellers } from './lib/browser.mjs';
import { run, start } from './lib/chibo.mjs';
import { grant, propose, readRegister } from './people/award.mjs';
import { admit, changeMentor, file, lose, nominate, note, papersOf, readOwn, recognise, takeOn } from './people/candidate.mjs';
import { oversee, takeAway } from './people/figures.mjs';
import { move, weigh } from './people/move.mjs';
import { arrive } from './reflection/cast.mjs';

const mover = 'Bùi Thị H1'; // moves from the cell to another, and back

// A4, G1–G5, H1, H3: people over the years. A candidate from the nomination to the recognition two years later, with a paper
// that comes late, another mentor and a vote that is lost; a member who moves out and back, a commendation, and the figures of a committee.
for (const screen of tellers) {
  test(`people over the years: ${screen}`, async (t) => {
    const chibo = await start(t, { command: 'demo', today: '2026-03-10' });
    const browser = await launch(t);
    const picture = (page, name) => screen === 'desktop' && shot(page, name);
    const person = () => tab(t, browser, chibo.url, { screen });
    const [leader, mentor, second, youth, candidate, host, above, officer] = await Promise.all(Array.from({ length: 8 }, person));
    const turn = async (today, ...people) => {
      await chibo.turn(today);
      await arrive(...people);
    };
    let name, dossier, before; // before: the year in figures when it begins

    await t.test('March: a nomination, a mentor, a class', async () => {
      await arrive([leader, 'bithu'], [mentor, 'dangvien'], [youth, 'doanthanhnien'], [candidate, 'doanvien']);
      name = await nominate(youth);
      dossier = await takeOn(leader, name);
      await note(mentor, dossier, 'Hướng dẫn tìm hiểu Điều lệ Đảng.');
      await readOwn(candidate);
    });

    await t.test('March: a member moves to a cell of another committee', async () => {
      await arrive([host, 'bithu-s1']);
      before = await weigh(leader);
      await move(leader, host, { name: mover, to: 'S1.01', on: '10/03/2026', no: '01-GGT/CB', look: checkPage });
    });

    await t.test('July: another mentor, a late paper, a vote that is lost; the member comes back', async () => {
      await turn('2026-07-15', [leader, 'bithu'], [second, 'chiuyvien'], [host, 'bithu-s1']);
      await changeMentor(leader, name, dossier);
      await note(second, dossier, 'Cùng đi tiêm lưu động, góp ý cách ghi sổ.');
      await leader.goto(dossier);
      await file(leader, dossier);
      await lose(leader);
      await move(host, leader, { name: mover, to: 'S0', on: '15/07/2026', no: '07-GGT/CB' });
    });

    await t.test('July: the cell proposes a commendation, the committee above grants it', async () => {
      await arrive([above, 'canbo']);
      const proposal = await propose(leader, '15/07/2026');
      await grant(above, proposal, '15/07/2026');
      await readRegister(leader);
    });

    await t.test('July: figures of 19 units, without a name', async () => {
      await arrive([officer, 'canbo-s1']);
      await oversee(officer, picture);
      await takeAway(officer, mover);
    });

    await t.test('November: a vote that is won, the decision, a late ceremony; the year in figures', async () => {
      await turn('2026-11-30', [leader, 'bithu']);
      await admit(leader, name, dossier);
      await leader.goto('/admission');
      await checkPage(leader, 'the board');
      await picture(leader, 'admission-desktop');
      await papersOf(leader, dossier);
      assert.deepEqual(await weigh(leader), { admitted: before.admitted + 1, more: before.more + 2, fewer: before.fewer + 1 });
      await picture(leader, 'balance-desktop');
    });

    await t.test('two years later: recognised as of the end of the twelve months', async () => {
      await turn('2028-02-10', [leader, 'bithu']);
      await recognise(leader, name, dossier);
      const doctor = await run(['doctor', '--data', chibo.data, ...chibo.db]);
      assert.equal(doctor.code, 0, doctor.stdout + doctor.stderr);
    });
  });
}
