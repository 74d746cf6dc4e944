import assert from 'node:assert/strict';
import { availableParallelism, loadavg } from 'node:os';
import { test } from 'node:test';
import { checkPage, launch, shot, tab } from './lib/browser.mjs';
import { run, start } from './lib/chibo.mjs';
import { submit, text } from './lib/form.mjs';
import { addItem, closeMeeting, freezeMinutes, holdMeeting, markRest, openMeeting, planMeeting } from './lib/meeting.mjs';
import { download, fill, press, sees, signIn, told } from './lib/people.mjs';
import { askPoll, castVote, countPoll, device, openVote } from './lib/poll.mjs';
import { unzip } from './lib/zip.mjs';

const password = 'chi-bo-mau-2026!'; // of every sample account
const leaderOf = 'bithu-s3'; // a cell of 37
const crowd = 30; // phones in one meeting
const votes = ['Đồng ý', 'Đồng ý', 'Đồng ý', 'Không đồng ý', 'Đồng ý', 'Ý kiến khác']; // of five of them, and of who leads
const spoken = 'Đề nghị gọi nhắc người bệnh trước ngày mổ.';

/** The day of the regular meeting of a month of the year: the 4th, or the Monday after. */
function meetingDay(month) {
  const day = new Date(Date.UTC(2026, month - 1, 4));
  while (day.getUTCDay() % 6 === 0) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

const typed = (day) => day.split('-').reverse().join('/');
const plan = (day, at = '14:00') => ({ 'Ngày họp': typed(day), 'Giờ bắt đầu': at, 'Địa điểm': 'Phòng giao ban' });

// B1, B4, B5, B8, B11, I6, safety B2: a year of one cell in fast time. Twelve regular meetings of which one is combined
// with a thematic part, one thematic and one out of turn; in March thirty phones follow the meeting, one loses the
// network, and the server is killed while a vote is open. At the end everything stands in the binder.
test('a year of a cell', async (t) => {
  const chibo = await start(t, { command: 'demo', today: meetingDay(1) });
  const browser = await launch(t, '--renderer-process-limit=4');
  const leader = await tab(t, browser, chibo.url, { cuts: true });

  const turn = async (month) => {
    await chibo.turn(meetingDay(month));
    await enter(leader);
  };
  const regular = async (month, combined = false) => holdMeeting(leader, await planMeeting(leader, { fields: plan(meetingDay(month)), combined }));

  await t.test('January and February: the meeting that was prepared, and one on a theme', async () => {
    await signIn(leader, leaderOf, password);
    await leader.goto('/meeting');
    await press(leader, 'Sinh hoạt thường kỳ tháng 1/2026', 'link');
    await holdMeeting(leader, new URL(leader.url()).pathname);
    await turn(2);
    await regular(2);
    await thematic(leader, meetingDay(2));
  });

  await t.test('March: thirty phones, a cut, a crash', async (t) => {
    await turn(3);
    const meeting = await planMeeting(leader, { fields: plan(meetingDay(3), '00:00') });
    const phones = await gather(t, browser, chibo.url, leader, meeting);
    await arrive(leader, phones, meeting);
    await follow(t, leader, phones);
    await cut(leader, phones[crowd - 1]);
    await crash(leader, phones, meeting, () => chibo.crash(meetingDay(3)));
    await closeMeeting(leader, meeting);
    await freezeMinutes(leader);
  });

  await t.test('April to December: one out of turn, and one that has both parts', async () => {
    for (let month = 4; month <= 12; month++) {
      await turn(month);
      await regular(month, month === 11);
      if (month === 6) await extraordinary(leader, meetingDay(month));
    }
  });

  await t.test('the year as it stands: its plan, its binder, its log', async () => {
    await leader.goto('/meeting/year?year=2026');
    await leader.getByText(/^Quý II\P{L}+III chưa có sinh hoạt chuyên đề\./u).waitFor();
    await checkPage(leader, 'a year that has gone by');
    await binder(leader);
    const doctor = await run(['doctor', '--data', chibo.data, ...chibo.db]);
    assert.equal(doctor.code, 0, doctor.stdout + doctor.stderr);
  });

  await t.test('the papers of a year', async (t) => papers(await tab(t, browser, chibo.url)));
});

/** What is printed in a year, for the guide: of a cell whose sample has one of each. */
async function papers(page) {
  await signIn(page, 'bithu', password);
  await page.getByRole('heading', { level: 1, name: 'Chào đồng chí' }).waitFor();
  const found = async (list, name) => {
    await page.goto(list);
    return page.getByRole('main').getByRole('link', { name }).first().getAttribute('href');
  };
  const last = await found('/meeting?over=1', /^Sinh hoạt thường kỳ/);
  const theme = await found('/meeting?over=1', /^Sinh hoạt chuyên đề/);
  const congress = await found('/meeting?over=1', /^Đại hội/);
  const vote = await found(congress.replace('/meeting', '/ballot'), /^Bầu chi ủy/);
  const visit = await found('/meeting/exchange', /^Ra nghị quyết/);
  await page.setViewportSize({ width: 1366, height: 1600 }); // room for a sheet of paper
  const printed = {
    minutes: `${last}/minutes`, resolution: `${last}/resolution`, notice: `${last}/notice`, thematic: `${theme}/minutes`, congress: `${congress}/minutes`,
    ballots: `${vote}/papers`, count: `${vote}/record`, exchange: visit.replace(/\?|$/, '/print$&'),
  };
  for (const [name, address] of Object.entries(printed)) {
    assert.equal((await page.goto(address)).status(), 200, address);
    const { x, y, width, height } = await page.getByRole('article').boundingBox();
    await shot(page, `paper-${name}`, { clip: { x, y, width, height: Math.min(height, width * Math.SQRT2) } });
  }
}

/** Signs in again once a month has gone by: no page is looked at. */
async function enter(page) {
  await submit(page.context().request, '/login', '/login', { username: leaderOf, password });
}

/** A meeting on a difficulty of the unit, on the day of the regular one. */
async function thematic(page, day) {
  const meeting = await planMeeting(page, { kind: 'Chuyên đề', fields: plan(day, '16:30') });
  await page.goto(`${meeting}/theme`);
  await fill(page, { 'Chuyên đề': 'Giảm thời gian chờ mổ', 'Khó khăn, vướng mắc của đơn vị (không bắt buộc)': 'Người bệnh chờ mổ quá một tuần.' });
  await press(page, 'Lưu chuyên đề');
  await told(page, 'Đã lưu nội dung chuyên đề.');
  await holdMeeting(page, meeting);
  await page.getByRole('article').getByText('Giảm thời gian chờ mổ').first().waitFor();
}

/** A meeting out of turn says why it is held. */
async function extraordinary(page, day) {
  const why = 'Bàn việc cử đoàn khám lưu động sau bão.';
  const meeting = await planMeeting(page, { kind: 'Bất thường', fields: { ...plan(day, '17:00'), 'Lý do tổ chức (không bắt buộc)': why } });
  await addItem(page, meeting, 'Cử đoàn khám lưu động', 'Thảo luận');
  await holdMeeting(page, meeting);
  await page.getByRole('article').getByText(why).waitFor();
}

/** Thirty members get an account each, and a phone that follows the meeting. */
async function gather(t, browser, origin, leader, meeting) {
  const desk = leader.context().request;
  const list = await text(await desk.get('/accounts'));
  const phones = [];
  for (const person of new Set([...list.matchAll(/\/accounts\/[0-9a-f-]{36}/g)].map(([address]) => address))) {
    if (phones.length === crowd) break;
    if (!(await text(await desk.get(person))).includes('Tạo liên kết mời')) continue; // who has an account
    const [link] = (await submit(desk, person, `${person}/invite`)).match(/\/invite\/[\w-]+/);
    const phone = await tab(t, browser, origin, { screen: 'phone', cuts: true });
    const own = { username: `dangvien-s3-${phones.length}`, password: `mật khẩu của máy ${phones.length}`, again: `mật khẩu của máy ${phones.length}` };
    await submit(phone.context().request, link, link, own);
    await phone.goto(`${meeting}/live`);
    phones.push(phone);
  }
  return phones;
}

/** Ten say on their phones that they have come, and are confirmed at once; the others are marked by hand. */
async function arrive(leader, phones, meeting) {
  const doors = phones.map((phone) => phone.getByRole('button', { name: 'Tôi đã đến', exact: true }));
  const open = await Promise.all(doors.map((door) => door.isVisible())); // not for who takes the roll
  await Promise.all(doors.filter((_, n) => open[n]).slice(0, 10).map((door) => door.click()));
  await leader.goto(meeting);
  await openMeeting(leader);
  await press(leader, 'Xác nhận 10 đồng chí');
  await markRest(leader);
  await leader.goto(meeting);
}

/** The next item comes to the floor, and each phone shows it: how long that took, in ms. */
async function advance(leader, phones) {
  const heading = leader.getByRole('heading', { level: 1 });
  const before = await heading.innerText();
  const began = performance.now();
  await press(leader, 'Mục tiếp theo');
  await heading.filter({ hasNotText: before }).waitFor();
  const title = await heading.innerText();
  await Promise.all(phones.map((phone) => sees(phone, title)));
  return performance.now() - began;
}

/** Every phone sees the change of the item within a second, of a machine that has nothing else to do. */
async function follow(t, leader, phones) {
  const took = [];
  for (let n = 0; n < 3; n++) took.push(Math.round(await advance(leader, phones)));
  const busy = Math.max(1, loadavg()[0] / availableParallelism());
  t.diagnostic(`${crowd} phones saw the next item after ${took.join(', ')} ms, under a load of ${busy.toFixed(1)}`);
  assert.ok(Math.min(...took) < 1_000 * busy, `the phones saw the next item after ${took.join(', ')} ms`);
}

/** A phone that was cut off shows what is on the floor as soon as it is back. */
async function cut(leader, phone) {
  await phone.context().setOffline(true);
  await advance(leader, []);
  await leader.waitForTimeout(2_000);
  await phone.context().setOffline(false);
  await sees(phone, await leader.getByRole('heading', { level: 1 }).innerText());
}

/** The server is killed while a vote is open: what was noted and cast is there, and all phones go on. */
async function crash(leader, phones, meeting, kill) {
  const notes = leader.getByRole('region', { name: 'Ý kiến thảo luận' });
  await notes.getByLabel('Nội dung ý kiến').fill(spoken);
  await notes.getByLabel('Người phát biểu').selectOption({ index: 3 });
  await press(notes, 'Ghi ý kiến');
  await leader.locator('[data-live=notes]').getByText(spoken).waitFor();
  await askPoll(leader, 'Chuyển giờ sinh hoạt sang 15 giờ?');
  const voters = [...phones.slice(0, votes.length - 1), leader];
  for (const phone of voters) {
    if (phone !== leader) await press(phone, 'Mở phiếu của tôi', 'link');
    await device(phone).getByText('Đồng chí đã có phiếu trên máy này.').waitFor();
  }
  await openVote(leader, votes.length);
  for (const [n, phone] of voters.slice(0, 3).entries()) await castVote(phone, votes[n]);
  await kill();
  for (const [n, phone] of voters.entries()) if (n >= 3) await castVote(phone, votes[n]);
  assert.deepEqual(await countPoll(leader, votes.length), [['Đồng ý', '4'], ['Không đồng ý', '1'], ['Ý kiến khác', '1']]);
  await leader.goto(meeting);
  await advance(leader, phones.slice(votes.length));
}

/** The binder of the year holds the minutes of all fourteen meetings. */
async function binder(page) {
  await page.goto('/meeting');
  await press(page, 'Hồ sơ năm', 'link');
  await sees(page, 'Hồ sơ sinh hoạt năm 2026');
  const index = unzip(await download(page, 'Tệp nén'), 'MUC_LUC.txt');
  assert.equal(index.match(/^\d+\. Biên bản số/gm)?.length, 14, index);
}
