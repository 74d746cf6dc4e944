// A contest of a cell: twelve entries, three jurors, the prizes and their certificates.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { submit, text } from '../lib/form.mjs';
import { download, fill, press, told } from '../lib/people.mjs';
import { unzip } from '../lib/zip.mjs';

const title = 'Kể chuyện người tốt, việc tốt năm 2026';
const best = 'Chuyện người giữ sổ hẹn';
const entries = [best, ...Array.from({ length: 11 }, (_, n) => `Câu chuyện thứ ${n + 2}`)];
const jurors = ['Trần Thị B1', 'Lê Văn C1', 'Hoàng Văn Đ1']; // sign in as phobithu, chiuyvien and dangvien2
const prizes = ['Giải Nhất', 'Giải Nhì', 'Giải Ba'];

/** The secretary calls for entries and names three jurors: the address of the contest. */
export async function call(leader) {
  await leader.goto('/campaign/contest');
  await press(leader, 'Phát động hội thi', 'link');
  await fill(leader, { 'Tên hội thi': title, 'Đến hết ngày': '29/05/2026' });
  const criterion = (n) => leader.getByRole('group', { name: `Tiêu chí ${n}`, exact: true });
  for (const [n, name] of ['Nội dung', 'Cách kể'].entries()) {
    await criterion(n + 1).getByLabel(/^Tên tiêu chí/).fill(name);
    await criterion(n + 1).getByLabel(/^Điểm tối đa/).fill('10');
  }
  await criterion(1).getByLabel(/^Hệ số/).fill('2');
  await press(leader, 'Phát động hội thi');
  await leader.getByText('Ghi thể lệ.').first().waitFor();
  assert.equal(await leader.getByLabel('Tên hội thi').inputValue(), title, 'nothing that was typed is lost');
  await checkPage(leader, 'the form of a contest');
  await fill(leader, { 'Thể lệ': 'Mỗi bài kể một việc có thật tại đơn vị, không quá hai trang.' });
  await press(leader, 'Phát động hội thi');
  await told(leader, 'Đã phát động hội thi.');
  const contest = new URL(leader.url()).pathname;
  await leader.goto(`${contest}/jurors`);
  for (const name of jurors) await leader.getByRole('checkbox', { name }).check();
  await checkPage(leader, 'the jurors of a contest');
  await press(leader, 'Chọn giám khảo');
  await told(leader, 'Đã chọn giám khảo.');
  return contest;
}

/** A member hands in his own; the secretary hands in those of eleven others. */
export async function enter(member, leader, contest) {
  await member.goto('/campaign/contest');
  await press(member.getByRole('main'), title, 'link');
  await press(member, 'Gửi bài dự thi', 'link');
  await fill(member, { 'Tên bài': best });
  await member.getByLabel(/^Nội dung bài/).fill('Hằng tuần chị gọi cho từng người bệnh trước ngày hẹn.');
  await checkPage(member, 'the form of an entry');
  await press(member, 'Gửi bài dự thi');
  await told(member, 'Đã nhận bài dự thi.');
  const request = leader.context().request;
  const form = { kind: 'person', body: 'Một việc làm thường ngày ở đơn vị.' };
  await Promise.all(entries.slice(1).map((name, n) => submit(request, `${contest}/enter`, `${contest}/enter`, { ...form, title: name, authors: `Nguyễn Văn ${n + 2}` })));
  await leader.goto(contest);
  await checkPage(leader, 'a contest that takes entries');
  await press(leader, 'Chuyển sang chấm điểm');
  await told(leader, 'Đã ngừng nhận bài');
}

/** Each juror judges every entry and closes; before that he does not see what the others gave. One gives one by hand. */
export async function judge(people, contest) {
  for (const [n, juror] of people.entries()) {
    const { request } = juror.context();
    assert.equal((await request.get(`${contest}/results`)).status(), 403);
    const bench = await text(await request.get(`${contest}/score`));
    const links = entries.map((name) => [name, bench.match(new RegExp(`href="([^"]+)"[^>]*>${name}</a>`))?.[1] ?? assert.fail(`${name} is not on the bench`)]);
    const given = (name) => String(name === best ? 10 : ((entries.indexOf(name) + n) % 8) + 1).concat(name === best ? '' : ',5');
    const byHand = n === 0 ? 1 : 0;
    await Promise.all(links.slice(byHand).map(([name, href]) => submit(request, href, `${href}/score`, { points_1: given(name), points_2: given(name) })));
    if (!byHand) {
      await submit(request, `${contest}/score`, `${contest}/stand`);
      continue;
    }
    await juror.goto(links[0][1]);
    await fill(juror, { 'Nội dung (không bắt buộc)': '11', 'Cách kể (không bắt buộc)': given(best) });
    await press(juror, 'Lưu điểm');
    await juror.getByText('Ghi điểm từ 0 đến 10').first().waitFor();
    await fill(juror, { 'Nội dung (không bắt buộc)': given(best) });
    await press(juror, 'Lưu điểm');
    await told(juror, 'Đã lưu điểm.');
    await juror.goto(`${contest}/score`);
    await checkPage(juror, 'the bench of a juror');
    await press(juror, 'Chốt điểm');
    await told(juror, 'Đã chốt điểm.');
  }
}

/** The organiser gives the prizes by the order that came out, and publishes them. */
export async function award(leader, contest) {
  await leader.goto(`${contest}/results`);
  const rows = leader.getByRole('table', { name: 'Xếp theo tổng điểm' }).locator('tbody tr');
  const order = await rows.locator('th a').allInnerTexts();
  assert.equal(order.length, entries.length);
  assert.equal(order[0], best);
  for (const [n, prize] of prizes.entries()) {
    const one = leader.getByRole('group', { name: order[n], exact: true });
    await one.getByLabel(/^Thứ/).fill(String(n + 1));
    await one.getByLabel(/^Giải/).fill(prize);
  }
  await leader.getByLabel(/^Số quyết định/).fill('12-QĐ/CB');
  await checkPage(leader, 'the results of a contest');
  await press(leader, 'Quyết định giải');
  await told(leader, 'Đã lưu kết quả.');
  await press(leader, 'Bảng kết quả', 'link');
  const table = unzip(await download(leader, 'Tải Excel'), 'xl/worksheets/sheet1.xml');
  for (const name of entries) assert.ok(table.includes(name), name);
  await leader.goto(contest);
  await press(leader, 'Công bố kết quả');
  await told(leader, 'Đã công bố kết quả.');
}

/** Who won prints his certificate. */
export async function certify(member, name, contest) {
  await member.goto(contest);
  await press(member.getByRole('region', { name: 'Bài của tôi, của đơn vị tôi' }), best, 'link');
  await press(member, 'Giấy chứng nhận', 'link');
  const sheet = member.getByRole('article');
  for (const words of [name, best, prizes[0], '12-QĐ/CB']) await sheet.getByText(words).first().waitFor();
  await checkPage(member, 'a certificate');
  const word = unzip(await download(member, 'Tải Word'), 'word/document.xml');
  assert.ok(word.includes(name) && word.includes(prizes[0]));
}
