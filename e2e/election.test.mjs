import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage, launch, shot, tab } from './lib/browser.mjs';
import { start } from './lib/chibo.mjs';
import { markRest, openMeeting, planMeeting } from './lib/meeting.mjs';
import { download, fill, press, sees, signIn } from './lib/people.mjs';
import { unzip } from './lib/zip.mjs';

const password = 'chi-bo-mau-2026!'; // of every sample account
const title = 'Bầu phó bí thư chi bộ';
const board = ['Phạm Thị D1', 'Hoàng Văn Đ1', 'Vũ Thị E1']; // the head and two more; they sign in as dangvien, dangvien2, dangvien3
const votes = { 'Lê Văn C1': '4', 'Trần Thị B1': '8' };

// B1, B5: a congress elects on paper: the list, the board, the printed ballots, a count that one of the board enters on
// a phone and another confirms on hers, the result with its rule, and the count record.
test('a congress elects on paper', async (t) => {
  const chibo = await start(t, { command: 'demo', today: '2026-06-03' });
  const browser = await launch(t);
  const person = async (user, screen) => {
    const page = await tab(t, browser, chibo.url, { screen });
    await signIn(page, user, password);
    await page.getByRole('heading', { level: 1, name: 'Chào đồng chí' }).waitFor();
    return page;
  };
  const leader = await person('bithu', 'desktop');
  await plan(leader);
  await leader.goto(`/ballot${new URL(leader.url()).pathname.replace(/^\/meeting/, '')}`);
  const address = await prepare(leader);

  const head = await person('dangvien', 'phone');
  await head.goto(address);
  await enter(head, '3');
  await head.getByRole('alert').first().waitFor();
  assert.equal(await head.getByLabel('Phiếu hợp lệ', { exact: true }).inputValue(), '3', 'nothing that was typed is lost');
  await checkPage(head, 'a count that does not add up');
  await enter(head, '12');
  const other = await person('dangvien2', 'phone');
  await other.goto(address);
  await checkPage(other, 'a count to confirm');
  await shot(other, 'count-phone');
  await press(other, 'Xác nhận kết quả kiểm phiếu');

  await leader.goto(address);
  await press(leader, 'Công bố kết quả');
  await leader.getByText('Trúng cử', { exact: true }).waitFor();
  await checkPage(leader, 'the result of an election');
  await shot(leader, 'election-desktop');
  await press(leader, 'Biên bản kiểm phiếu', 'link');
  const record = unzip(await download(leader, 'Tải Word'), 'word/document.xml');
  for (const words of [title, 'Trần Thị B1', 'Phạm Thị D1']) assert.ok(record.includes(words), `${words} in the record`);
});

/** A congress is planned for today, and opened with everybody present. */
async function plan(page) {
  const fields = { 'Ngày họp': '03/06/2026', 'Giờ bắt đầu': '08:00', 'Địa điểm': 'Hội trường' };
  const meeting = await planMeeting(page, { kind: 'Đại hội', fields, people: [{ label: 'Nguyễn Văn A1' }] });
  await checkPage(page, 'a congress to prepare');
  await openMeeting(page);
  await markRest(page);
  await page.goto(meeting);
}

/** The list and the board are made, the ballots printed and handed out. */
async function prepare(page) {
  await press(page, 'Chuẩn bị bầu cử', 'link');
  await fill(page, { 'Bầu chức danh gì': title, 'Số lượng bầu': '1' });
  await press(page, 'Lưu');
  await sees(page, title);
  for (const name of Object.keys(votes)) {
    await page.getByLabel('Đồng chí', { exact: true }).selectOption({ label: name });
    await press(page, 'Đưa vào danh sách');
    await page.getByRole('region', { name: 'Danh sách bầu cử' }).getByRole('listitem').filter({ hasText: name }).waitFor();
  }
  await page.getByLabel('Trưởng ban').selectOption({ label: board[0] });
  for (const name of board.slice(1)) await page.getByRole('checkbox', { name }).check();
  await press(page, 'Lưu ban kiểm phiếu');
  await checkPage(page, 'an election before it is cast');
  await press(page, 'Phát phiếu');
  return new URL(page.url()).pathname;
}

/** What the board counted, of so many ballots that came back. */
async function enter(page, valid) {
  for (const [name, n] of Object.entries(votes)) await page.getByLabel(name).fill(n);
  await fill(page, { 'Phiếu phát ra': '12', 'Phiếu thu về': '12', 'Phiếu hợp lệ': valid, 'Phiếu không hợp lệ': '0' });
  await press(page, 'Nhập kết quả kiểm phiếu');
}
