// A member moves to another cell, and back.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { choose, download, fill, press, sees, told } from '../lib/people.mjs';
import { unzip } from '../lib/zip.mjs';

/** A member moves from the cell of home to that of host, all on one day; look sees the pages of the first time. */
export async function move(home, host, { name, to, on, no, look = async () => {} }) {
  await choose(home, 'Đảng viên');
  await press(home, 'Chuyển sinh hoạt', 'link');
  await press(home, 'Đề nghị chuyển sinh hoạt', 'link');
  await home.getByLabel('Họ và tên').selectOption({ label: name });
  await fill(home, { 'Ngày có quyết định hoặc thay đổi nơi công tác, cư trú': on });
  await press(home, 'Đề nghị chuyển sinh hoạt');
  await home.getByText('Ghi chi bộ tiếp nhận hoặc nơi tiếp nhận ngoài hệ thống.').first().waitFor();
  await look(home, 'the form of a transfer');
  await fill(home, { 'Chi bộ tiếp nhận trong hệ thống (không bắt buộc)': to });
  await press(home, 'Đề nghị chuyển sinh hoạt');
  await told(home, 'Đã ghi đề nghị chuyển sinh hoạt.');
  await step(home, 'Ghi nhận xét của chi bộ', { 'Nhận xét của chi bộ': 'Hoàn thành tốt nhiệm vụ được giao.' });
  await sees(home, `Chuyển sinh hoạt: ${name}`);
  const address = new URL(home.url()).pathname;
  assert.equal((await host.goto(address)).status(), 404, 'the host sees nothing before the letter');
  await press(home, 'Cấp giấy giới thiệu', 'link');
  await home.getByLabel('Đảng phí đã đóng hết tháng').selectOption({ index: 1 });
  await fill(home, { 'Số giấy giới thiệu': no });
  await press(home, 'Cấp giấy giới thiệu');
  await told(home, 'Đã cấp giấy giới thiệu.');
  await look(home, 'a transfer');
  await host.goto(address);
  await step(host, 'Ghi nhận đã nộp giấy');
  await step(host, 'Xác nhận tiếp nhận');
  await told(host, 'Đã tiếp nhận đảng viên.');
}

/** The year in figures: A + B − C = D on the page, and a spreadsheet of it. */
export async function weigh(leader) {
  await leader.goto('/movement/balance');
  const rows = await leader.getByRole('main').getByRole('table').first().getByRole('row').evaluateAll((all) => all.slice(1).map((row) => [row.cells[0].innerText.trim(), Number(row.cells[1].innerText)]));
  const of = (label) => (rows.find(([name]) => name.startsWith(label)) ?? assert.fail(`no row ${label}`))[1];
  assert.equal(of('A.') + of('B.') - of('C.'), of('D.'));
  await checkPage(leader, 'increase and decrease');
  assert.match(unzip(await download(leader, 'Tải Excel'), 'xl/workbook.xml'), /<sheet /);
  return { admitted: of('1. Kết nạp'), more: of('B.'), fewer: of('C.') };
}

/** Presses the next step, fills its form and sends it. */
async function step(page, name, fields = {}) {
  await press(page, name, 'link');
  await sees(page, name);
  await fill(page, fields);
  await press(page, name);
}
