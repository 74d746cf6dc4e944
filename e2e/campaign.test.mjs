import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, shot, tab, tellers } from './lib/browser.mjs';
import { run, start } from './lib/chibo.mjs';
import { signUp } from './campaign/cast.mjs';
import { adapt, agenda, compareQuarters, compose, noteStudy, receive, whoLacks } from './campaign/cell.mjs';
import { cover, found, halt, launchTheme, ownProgramme, remind, theme } from './campaign/lead.mjs';
import { accountOf, cast, register, takeSteps, write } from './campaign/member.mjs';
import { review } from './campaign/review.mjs';
import { follow } from './campaign/units.mjs';
import { arrive } from './reflection/cast.mjs';

const registered = [cast.writer, cast.caller, ...cast.quiet]; // of the twelve of the cell

// E1, E2, E3, E5: a campaign from the directive to its end. A committee launches the theme of a year, its units write
// programmes, those that lag are reminded, a cell studies, reports and registers, and half-way the directive is withdrawn.
for (const screen of tellers) {
  test(`a campaign: ${screen}`, async (t) => {
    const chibo = await start(t, { command: 'demo', today: '2027-01-05' });
    const browser = await launch(t);
    const person = (on = screen) => tab(t, browser, chibo.url, { screen: on });
    const [officer, leader, writer, phone] = await Promise.all([person(), person(), person(), person('phone')]);
    let address, late, issued;

    await t.test('January: a directive, a campaign, the theme of the year', async () => {
      await arrive([officer, 'canbo-s1'], [leader, 'bithu-s1']);
      await found(officer);
      address = await launchTheme(officer, leader);
      await ownProgramme(officer);
    });

    await t.test('a cell receives it, and its programme follows the committee’s', async () => {
      await receive(leader, address);
      await agenda(leader);
      await adapt(leader, address);
    });

    await t.test('units issue programmes; who lags is reminded with one tap', async () => {
      ({ issued, late } = await follow(t, browser, chibo.url, officer, address));
      issued++; // the cell’s own
      await remind(officer, address, issued);
      const notices = await (await late.request.get('/notify')).text();
      assert.ok(notices.includes('Đề nghị tiếp nhận chủ đề: ' + theme));
    });

    await t.test('the cell studies, members report and register', async () => {
      await noteStudy(leader, address);
      for (const [page, name, username] of [[writer, cast.writer, 'dangvien-s1'], [phone, cast.caller, 'dangvien2-s1']]) {
        await signUp(page.context().request, leader.context().request, await accountOf(leader, name), username);
        await write(page);
        await register(page, { begun: page === phone });
      }
      for (const [n, name] of cast.quiet.entries()) await takeSteps(t, browser, chibo.url, leader, name, `dangvien${n + 3}-s1`, address);
    });

    await t.test('the cell sees who is missing, the committee numbers alone', async () => {
      await whoLacks(leader, address, { registered, missing: 12 - registered.length });
      await cover(officer, address, { studied: 12, registered: registered.length, lacking: 19, hidden: registered });
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
      await review(officer, theme, { 'Đảng viên đến cuối kỳ': 402, 'Đảng viên đã học tập': 12, 'Đảng viên đã đăng ký': registered.length });
    });

    await t.test('the directive is withdrawn: a unit sees the campaign halted', async () => {
      await halt(officer, address, leader);
      const doctor = await run(['doctor', '--data', chibo.data, ...chibo.db]);
      assert.equal(doctor.code, 0, doctor.stdout + doctor.stderr);
    });
  });
}
