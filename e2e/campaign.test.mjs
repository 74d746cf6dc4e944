import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, shot, tab, tellers } from './lib/browser.mjs';
import { run, start } from './lib/chibo.mjs';
import { accounts, cast, everybody, signIn, signUp } from './campaign/cast.mjs';
import { adapt, agenda, compareQuarters, compose, noteStudy, readReport, receive, whoLacks } from './campaign/cell.mjs';
import { cover, found, halt, launchTheme, ownProgramme, remind, shelve, theme } from './campaign/lead.mjs';
import { learn, register, takeSteps, write } from './campaign/member.mjs';
import { review } from './campaign/review.mjs';
import { follow } from './campaign/units.mjs';
import { device } from './lib/form.mjs';
import { arrive } from './reflection/cast.mjs';

// E1, E2, E3, E5: a campaign from the directive to its end. A committee launches the theme of a year for 19 units and three
// mass organisations, two that lag are reminded, the fifteen of a cell study, report and register, and half-way the
// directive is withdrawn.
for (const screen of tellers) {
  test(`a campaign: ${screen}`, async (t) => {
    const chibo = await start(t, { command: 'demo', today: '2027-01-05' });
    const browser = await launch(t);
    const person = (on = screen) => tab(t, browser, chibo.url, { screen: on });
    const [officer, leader, writer] = await Promise.all([person(), person(), person('phone')]);
    let address;

    await t.test('January: a directive, a campaign, the theme of the year', async () => {
      await arrive([officer, 'canbo-s1'], [leader, 'bithu-s1']);
      await found(officer);
      address = await launchTheme(officer, leader);
      await ownProgramme(officer);
      await shelve(officer, address);
    });

    await t.test('a cell receives it, and its programme follows the committee’s', async () => {
      await receive(leader, address);
      await agenda(leader);
      await adapt(leader, address);
    });

    await t.test('units issue programmes; the two that lag are reminded with one tap', async () => {
      const followed = await follow(t, chibo.url, officer, address);
      followed.party++; // the cell’s own
      await remind(officer, address, followed);
      assert.equal(followed.late.length, 2);
      for (const late of followed.late) {
        const notices = await (await late.get('/notify')).text();
        assert.ok(notices.includes('Đề nghị tiếp nhận chủ đề: ' + theme));
      }
    });

    await t.test('one learns, writes and registers on a telephone; the cell notes who studied, sees who is missing', async () => {
      const people = await accounts(leader.context().request);
      await signUp(writer.context().request, leader.context().request, people.get(cast.writer), 'dangvien-s1');
      await learn(writer);
      const others = everybody.length - 1;
      const unit = await noteStudy(leader, address, others);
      const own = async (name, n) => {
        const one = await device(t, chibo.url);
        const username = { [cast.leader]: 'bithu-s1', [cast.officer]: 'canbo-s1' }[name];
        if (username) await signIn(one, username);
        else await signUp(one, leader.context().request, people.get(name), `dangvien-s1-${n}`);
        return [name, one];
      };
      const [devices] = await Promise.all([Promise.all(everybody.filter((name) => name !== cast.writer).map(own)), write(writer).then(() => register(writer))]);
      await whoLacks(leader, address, { registered: cast.writer, missing: others });
      await Promise.all(devices.map(([name, one]) => takeSteps(one, address, unit, cast.unsent.includes(name))));
    });

    await t.test('all fifteen have reported and registered; the committee sees numbers alone', async () => {
      await readReport(leader, address, everybody, cast.writer);
      await cover(officer, address, { done: everybody.length, lacking: 18, unnamed: everybody.filter((name) => name !== cast.officer) });
      if (screen === 'desktop') await shot(officer, 'campaign-desktop');
    });

    let use;
    await t.test('a code of conduct is observed', async () => {
      use = await compose(leader);
    });

    await t.test('July: two quarters compared', async () => {
      await chibo.turn('2027-07-05');
      await arrive([officer, 'canbo-s1'], [leader, 'bithu-s1']);
      await compareQuarters(leader, use);
    });

    await t.test('July: the interim review, its figures on the page and on paper', async () => {
      await review(officer, theme, { 'Đảng viên đến cuối kỳ': 402, 'Đảng viên đã học tập': everybody.length, 'Đảng viên đã đăng ký': everybody.length });
    });

    await t.test('the directive is withdrawn: a unit sees the campaign halted', async () => {
      await halt(officer, address, leader);
      const doctor = await run(['doctor', '--data', chibo.data, ...chibo.db]);
      assert.equal(doctor.code, 0, doctor.stdout + doctor.stderr);
    });
  });
}
