// Somebody who was entered twice: found, compared, merged, and the merge undone.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { choose, press, sees, told } from '../lib/people.mjs';
import { xlsx } from '../lib/zip.mjs';

const known = 'Bùi Thị H1';
const spelt = 'Bùi Thị Hờ'; // as another office writes it

const list = xlsx([
  ['TT', 'Họ và tên', 'Ngày, tháng, năm sinh', '', 'Ngày vào Đảng', 'Ngày chính thức', 'Nghề nghiệp'],
  ['', '', 'Nam', 'Nữ', '', '', ''],
  ['1', spelt, '', '20/10/1983', '2/9/2011', '2/9/2012', 'Dược sĩ trung học'],
], ['C1:D1']);

/** A list brings somebody who is there already, under another spelling: the list is longer by one. */
export async function enterTwice(leader) {
  const before = await size(leader);
  await press(leader, 'Nhập danh sách', 'link');
  const file = { name: 'danh sách bổ sung.xlsx', mimeType: 'application/octet-stream', buffer: list };
  await leader.getByLabel('Tệp Excel hoặc CSV').setInputFiles(file);
  await press(leader, 'Đọc danh sách');
  await press(leader, 'Nhập 1 đồng chí');
  await sees(leader, 'Đã nhập danh sách');
  assert.equal(await size(leader), before + 1);
}

/** Both records lie side by side before they are one; the merge is undone, and made again. */
export async function unite(leader) {
  const before = await size(leader);
  await merge(leader, checkPage);
  await checkPage(leader, 'a merge that may be undone');
  const merged = leader.url();
  assert.equal(await size(leader), before - 1);
  await leader.goto(merged);
  await press(leader, 'Hoàn tác việc gộp');
  await told(leader, 'Đã hoàn tác. Hai hồ sơ như trước khi gộp.');
  assert.equal(await size(leader), before);
  await merge(leader);
  assert.equal(await size(leader), before - 1);
}

/** Finds the two in the list of the cell on the page, compares them and makes them one. */
async function merge(leader, look = async () => {}) {
  await press(leader, 'Tìm người có thể nhập trùng', 'link');
  await look(leader, 'who looks entered twice');
  await leader.locator('tr').filter({ hasText: spelt }).getByRole('link', { name: 'So sánh' }).click();
  await sees(leader, 'Gộp hai hồ sơ của một người');
  await look(leader, 'two records side by side');
  await press(leader, 'Gộp hai hồ sơ');
  await told(leader, 'Đã gộp hai hồ sơ.');
}

/** How many the list of the cell has. */
async function size(leader) {
  await choose(leader, 'Đảng viên');
  const lede = await leader.getByRole('main').getByText(/^\d+ đồng chí/).first().innerText();
  return Number(lede.match(/^\d+/)[0]);
}
