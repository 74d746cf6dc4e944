// Two committees become one in July: the figures of each half-year stay with those who stood in it.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { choose, fill, press, sees, told } from '../lib/people.mjs';

/** The two committees that end with June. */
export const gone = ['Đảng bộ Bệnh viện Đa khoa', 'Đảng bộ Bệnh viện Y học cổ truyền'];
const [first, second] = gone;
const joined = 'Đảng bộ Bệnh viện Đa khoa và Y học cổ truyền';

/** How many members each of the units directly below has at the end of a half-year, by name, and the whole branch. */
async function half(officer, on) {
  await officer.goto(`/stats?length=half&on=${on}`);
  const table = officer.getByRole('table', { name: 'Số liệu theo tổ chức trực thuộc' });
  const rows = await table.locator('tbody tr').evaluateAll((all) => all.map((row) => [row.querySelector('th').innerText.trim(), Number(row.querySelector('td').innerText)]));
  const whole = await table.getByText('Toàn Đảng bộ').count();
  assert.ok(whole > 0 && rows.length > 1, `${rows.length} rows`);
  return new Map(rows);
}

/** The first half-year before anything is merged, to be compared with. */
export async function weighFirst(officer) {
  const rows = await half(officer, '2026-06-30');
  assert.ok(rows.get(first) > 0 && rows.get(second) > 0 && !rows.has(joined));
  return rows;
}

/** The officer above merges the two into a new committee: what will become of them is said before it is done. */
export async function mergeUnits(officer) {
  await choose(officer, 'Tổ chức');
  await press(officer.getByRole('main'), first, 'link');
  await press(officer, 'Sáp nhập, chia tách, chuyển', 'link');
  await checkPage(officer, 'the ways to change a unit');
  await officer.getByRole('link', { name: 'Sáp nhập với tổ chức khác' }).click();
  await sees(officer, `Sáp nhập ${first}`);
  await officer.getByLabel(second, { exact: true }).check();
  await officer.getByLabel('Tên tổ chức mới').fill(joined); // optional, where an heir is chosen
  await fill(officer, { 'Có hiệu lực từ ngày': '01/07/2026', 'Số quyết định': '58-QĐ/TU' });
  await press(officer, 'Xem trước');
  await officer.getByText('Đồng chí ghi đủ ngày/tháng/năm, không sau hôm nay.').first().waitFor();
  assert.equal(await officer.getByLabel('Số quyết định').inputValue(), '58-QĐ/TU', 'nothing that was typed is lost');
  await checkPage(officer, 'the form of a merger');
  await fill(officer, { 'Ngày quyết định': '25/06/2026' });
  await press(officer, 'Xem trước');
  await officer.getByText(`Từ 01/07/2026, các tổ chức dưới đây kết thúc hoạt động; ${joined} kế thừa.`).waitFor();
  await checkPage(officer, 'what a merger will do');
  await press(officer, 'Sáp nhập');
  await told(officer, 'Đã ghi nhận việc sáp nhập.');
  await sees(officer, joined);
  await checkPage(officer, 'a unit that was made of two');
}

/** Right on both sides: the first half-year is as it was, the second has the new committee and all the people of both. */
export async function compareHalves(officer, before) {
  assert.deepEqual(await half(officer, '2026-06-30'), before, 'the half-year before the merger stays as it was');
  const after = await half(officer, '2026-12-20');
  for (const name of [first, second]) assert.equal(after.get(name) ?? 0, 0, `${name} has members of its own after the merger`); // what was said of it in July still stands with it
  assert.equal(after.get(joined), before.get(first) + before.get(second));
  const peopled = (rows) => [...rows.values()].filter((members) => members > 0).length;
  assert.equal(peopled(after), peopled(before) - 1);
  await checkPage(officer, 'the half-year after a merger');
}
