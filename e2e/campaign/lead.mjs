// A committee leads a campaign: it launches a theme, reminds, reads how far its units are, and stops it.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { hidden, send, text } from '../lib/form.mjs';
import { choose, fill, press, sees, told } from '../lib/people.mjs';

export const theme = 'Bớt một bước chờ, thêm một lời dặn';
export const asked = 'Mỗi khoa, phòng bỏ ít nhất một bước chờ'; // what the committee's own programme asks for
const source = { 'Số, ký hiệu văn bản (không bắt buộc)': '01-CT/ĐU', 'Ngày ban hành (không bắt buộc)': '04/01/2027', 'Cơ quan ban hành (không bắt buộc)': 'Đảng ủy cấp trên' };

/** The campaign is entered with the document that it comes from; what was typed badly is not lost. */
export async function found(officer) {
  await choose(officer, 'Cuộc vận động');
  await checkPage(officer, 'the campaigns of a committee');
  await press(officer.getByRole('main'), 'Lập cuộc vận động', 'link');
  await fill(officer, { ...source, 'Thực hiện từ ngày': '31/02/2027' });
  await press(officer, 'Lưu');
  await officer.getByText('Ngày không có trong lịch.').first().waitFor();
  for (const [label, typed] of Object.entries({ ...source, 'Thực hiện từ ngày': '31/02/2027' })) assert.equal(await officer.getByLabel(label, { exact: true }).inputValue(), typed);
  await checkPage(officer, 'the form of a campaign');
  await fill(officer, { 'Thực hiện từ ngày': '05/01/2027' });
  await press(officer, 'Lưu');
  await officer.getByText('Đồng chí ghi tên.').first().waitFor();
  await fill(officer, { 'Tên cuộc vận động, phong trào': 'Phục vụ người bệnh tận tình' });
  await press(officer, 'Lưu');
  await told(officer, 'Đã lập cuộc vận động.');
}

/** The theme of the year: a goal needs a number; nobody below sees it before it is launched. Gives its address. */
export async function launchTheme(officer, outsider) {
  await sees(officer, 'Thêm chủ đề năm');
  await fill(officer, { 'Năm': '2027', 'Chủ đề': theme, 'Ngày phát động': '05/01/2027', 'Ngày sơ kết (không bắt buộc)': '30/06/2027', 'Ngày tổng kết': '15/12/2027', 'Hạn ban hành chương trình (không bắt buộc)': '31/01/2027', 'Chỉ tiêu (không bắt buộc)': 'Mọi đảng viên đăng ký làm theo' });
  await press(officer, 'Lưu');
  await officer.getByText('Chỉ tiêu “Mọi đảng viên đăng ký làm theo” chưa có con số.').first().waitFor();
  await checkPage(officer, 'the form of a theme');
  await fill(officer, { 'Chỉ tiêu (không bắt buộc)': '100% đảng viên đăng ký làm theo' });
  await press(officer, 'Lưu');
  await told(officer, 'Đã thêm chủ đề.');
  const address = new URL(officer.url()).pathname;
  assert.equal((await outsider.goto(address)).status(), 404, 'nobody below sees it before it is launched');
  await press(officer, 'Phát động chủ đề');
  await told(officer, 'Đã phát động chủ đề và thông báo cho các đơn vị.');
  return address;
}

/** The committee's own programme, which those below follow. */
export async function ownProgramme(officer) {
  await officer.getByRole('region', { name: 'Chương trình của Đảng bộ Sở Y tế' }).getByRole('link', { name: 'Chương trình' }).click();
  await officer.getByRole('main').getByRole('link', { name: 'Thêm nhiệm vụ' }).first().click();
  await fill(officer, { 'Nội dung nhiệm vụ': asked, 'Bộ phận thực hiện': 'Các đơn vị trực thuộc' });
  await press(officer, 'Lưu');
  await told(officer, 'Đã thêm nhiệm vụ.');
  await press(officer, 'Ban hành chương trình', 'link');
  await fill(officer, { 'Ngày ban hành': '05/01/2027' });
  await press(officer, 'Ban hành chương trình');
  await told(officer, 'Đã ban hành chương trình.');
}

/** What there is to learn: something to read, and a question about it. */
export async function shelve(officer, address) {
  const library = address.replace('/campaign/', '/campaign/library/');
  const { request } = officer.context();
  for (const [form, fields] of [
    ['add', { title: 'Tài liệu học tập chủ đề', about: 'Phần I.', required: 'on' }],
    ['question', { words: 'Người bệnh ngại nhất điều gì?', options: 'Không phải chờ\nPhải chờ bao lâu', answer: '2' }],
  ]) {
    const page = await text(await request.get(`${library}/${form}`));
    const [action] = page.match(new RegExp(`${library}/${form}\\?unit=[0-9a-f-]{36}`)) ?? assert.fail(`no form ${form}`);
    await send(request, action, { ...hidden(page, action), ...fields });
  }
}

/** The two who lag are reminded with one tap, and not again the same day. */
export async function remind(officer, address, { party, mass }) {
  await officer.goto(address);
  const programmes = officer.getByRole('region', { name: 'Chương trình của các tổ chức' });
  await programmes.getByText(`${party}/19 đã ban hành · Đoàn thể: ${mass}/3`).waitFor();
  await checkPage(officer, 'a theme as its committee sees it');
  await press(officer, 'Nhắc đơn vị chưa xong');
  await told(officer, 'Đã nhắc 2 tổ chức');
  assert.equal(await officer.getByRole('button', { name: 'Nhắc đơn vị chưa xong' }).count(), 0, 'nobody is reminded twice a day');
}

/** Numbers on the page of the theme, nobody's name. */
export async function cover(officer, address, { done, lacking, unnamed }) {
  await officer.goto(address);
  const main = officer.getByRole('main');
  await main.getByText(`${done} trên 402 đảng viên`, { exact: true }).nth(1).waitFor(); // have studied, have registered
  await main.getByText(`đồng chí, ở ${lacking} tổ chức`).waitFor();
  await press(officer.getByRole('region', { name: 'Mức độ triển khai' }), 'Xem đủ 19 tổ chức', 'link');
  const table = officer.getByRole('table', { name: 'Mức độ triển khai theo tổ chức' });
  assert.equal(await table.locator('tbody tr').count(), 20, 'the committee and its 19 units');
  const row = table.locator('tr').filter({ hasText: 'Chi bộ Văn phòng Sở' });
  assert.deepEqual((await row.locator('td').allInnerTexts()).map((text) => text.trim()), ['100%', '100%', '0']);
  await checkPage(officer, 'how far the units are');
  const page = await main.innerText();
  for (const name of unnamed) assert.ok(!page.includes(name), `${name} stands on the page of the committee`);
}

/** The directive is withdrawn: the campaign stops, for a reason that all read. */
export async function halt(officer, address, unit) {
  await officer.goto(address);
  await officer.getByRole('region', { name: 'Chỉ tiêu của chủ đề' }).getByRole('link', { name: 'Cuộc vận động' }).click();
  await officer.getByText('01-CT/ĐU ngày 04/01/2027, Đảng ủy cấp trên').waitFor();
  await press(officer, 'Tạm dừng cuộc vận động', 'link');
  await press(officer, 'Tạm dừng cuộc vận động');
  await officer.getByText('Đồng chí ghi lý do.').first().waitFor();
  await fill(officer, { 'Lý do': 'Văn bản số 01-CT/ĐU đã được thu hồi.' });
  await press(officer, 'Tạm dừng cuộc vận động');
  await told(officer, 'Đã tạm dừng cuộc vận động');
  await checkPage(officer, 'a campaign that was halted');
  await unit.goto('/notify');
  await unit.getByText(`Cuộc vận động tạm dừng: ${theme}`).first().waitFor();
  await unit.goto(address);
  await sees(unit, theme);
  await unit.getByText('Cuộc vận động đã tạm dừng.').waitFor();
  await unit.goto(`${address}/programme`);
  assert.equal(await unit.getByRole('button', { name: 'Sửa đổi chương trình' }).count(), 0, 'nothing changes while it is halted');
}
