// What comes to a unit from outside and from within, and is answered: the public, an opinion on the cell, a request.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { fill, press, sees, told } from '../lib/people.mjs';

const opinion = { 'Tóm tắt': 'Mời đoàn viên dự sinh hoạt chuyên đề', 'Nội dung góp ý': 'Đề nghị chi ủy mời đoàn viên dự sinh hoạt chuyên đề mỗi quý một lần.' };
const request = { 'Tóm tắt': 'Bổ sung ghế chờ ở tầng hai', 'Nội dung': 'Tầng hai thiếu ghế, người nhà phải đứng.' };

/** The officer reads in a sentence, in numbers and in the table of quarters that complaints fell in a year and praise rose. */
export async function readTrend(officer, picture) {
  await officer.goto('/feedback');
  await press(officer.getByRole('main'), 'Năm 2025', 'link');
  await officer.getByText('Từ quý I/2023 đến quý IV/2025: phản ánh, góp ý giảm 71%, lượt khen ngợi gấp 4,5 lần.').waitFor();
  const compared = officer.getByRole('region', { name: 'So với 12 tháng trước đó' }).getByRole('listitem');
  await compared.filter({ hasText: 'đường dây nóng' }).getByText('Giảm 43%').waitFor();
  await compared.filter({ hasText: 'Khen ngợi' }).getByText('Tăng 59%').waitFor();
  await officer.locator('summary').filter({ hasText: 'Xem dạng bảng' }).click();
  const rows = officer.getByRole('table', { name: 'Xem dạng bảng' }).locator('tbody tr');
  const quarters = await rows.evaluateAll((all) => all.slice(0, 4).map((row) => [...row.cells].slice(1, 3).map((cell) => Number(cell.innerText))));
  assert.deepEqual(quarters, [[12, 36], [13, 33], [16, 31], [18, 27]]); // the latest first
  await checkPage(officer, 'what the public says');
  await picture(officer, 'feedback-desktop');
}

/** The youth union says what it thinks of the cell; the cell takes it up and answers, and the union reads it. */
export async function hearOpinion(youth, leader) {
  await youth.goto('/consultation/opinion');
  await press(youth, 'Viết góp ý', 'link');
  await fill(youth, { 'Tóm tắt': opinion['Tóm tắt'] });
  await press(youth, 'Gửi góp ý');
  await youth.getByText('Đồng chí ghi nội dung góp ý.').first().waitFor();
  assert.equal(await youth.getByLabel('Tóm tắt').inputValue(), opinion['Tóm tắt'], 'nothing that was typed is lost');
  await checkPage(youth, 'the form of an opinion');
  await fill(youth, opinion);
  await press(youth, 'Gửi góp ý');
  await told(youth, 'Đã gửi góp ý.');
  const address = new URL(youth.url()).pathname;
  await leader.goto('/consultation/opinion');
  await press(leader.getByRole('main'), opinion['Tóm tắt'], 'link');
  await press(leader, 'Tiếp nhận', 'link');
  await fill(leader, { 'Hạn trả lời': '05/06/2026' });
  await press(leader, 'Tiếp nhận');
  await told(leader, 'Đã tiếp nhận góp ý.');
  await press(leader, 'Trả lời', 'link');
  await fill(leader, { 'Trả lời': 'Chi ủy mời từ quý III; lịch báo trước bảy ngày.' });
  await press(leader, 'Trả lời');
  await told(leader, 'Đã trả lời góp ý.');
  await checkPage(leader, 'an opinion that was answered');
  await youth.goto(address);
  await youth.getByText('Chi ủy mời từ quý III; lịch báo trước bảy ngày.').waitFor();
}

/** A member asks for something for colleagues; what looks like a detail of health comes back first. It is given, answered and done. */
export async function tend(member, leader) {
  await member.goto('/welfare');
  await press(member, 'Gửi kiến nghị', 'link');
  await member.getByLabel('Nội dung đề nghị').selectOption({ label: 'Điều kiện làm việc' });
  await fill(member, { ...request, 'Nội dung': `${request['Nội dung']} Có người vừa nằm viện.` });
  await press(member, 'Gửi');
  await member.getByText('nằm viện').first().waitFor();
  assert.equal(await member.getByLabel('Tóm tắt').inputValue(), request['Tóm tắt'], 'nothing that was typed is lost');
  await checkPage(member, 'the form of a request');
  await fill(member, request);
  await press(member, 'Gửi');
  await sees(member, request['Tóm tắt']);
  const address = new URL(member.url()).pathname;
  await leader.goto(address);
  const acts = [
    ['Giao giải quyết', { 'Bộ phận giải quyết (không bắt buộc)': 'Phòng Hành chính', 'Hạn trả lời': '05/06/2026' }],
    ['Ghi trả lời', { 'Trả lời': 'Mua thêm sáu ghế trong tháng 6.' }],
    ['Xác nhận đã thực hiện', { 'Việc đã thực hiện': 'Đã kê sáu ghế.' }],
  ];
  for (const [name, fields] of acts) {
    await press(leader, name, 'link');
    await fill(leader, fields);
    await checkPage(leader, `the form: ${name}`);
    await press(leader, name);
    await leader.getByRole('link', { name, exact: true }).waitFor({ state: 'detached' });
  }
  await checkPage(leader, 'a request that is done');
  await member.goto(address);
  await member.getByText('Đã kê sáu ghế.').first().waitFor();
  await leader.goto('/welfare');
  await checkPage(leader, 'the requests of a cell and their numbers');
}
