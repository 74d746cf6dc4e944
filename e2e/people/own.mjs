// One's own data: what is kept, and a request about it that is answered.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { choose, download, fill, press, sees, told } from '../lib/people.mjs';

const wish = 'Nghề nghiệp ghi «Dược sĩ»; từ tháng 6 năm 2026 là «Dược sĩ chính».';
const answer = 'Đã sửa nghề nghiệp thành «Dược sĩ chính».';

/** A member reads what is kept, takes a copy, and asks for a correction. */
export async function ask(member, name) {
  await member.goto('/privacy');
  await sees(member, 'Dữ liệu của tôi');
  await checkPage(member, 'one’s own data');
  const copy = JSON.parse(await download(member, 'Tải bản dữ liệu (JSON)'));
  assert.ok(JSON.stringify(copy).includes(name));
  await press(member, 'Gửi yêu cầu về dữ liệu', 'link');
  await fill(member, { 'Nội dung yêu cầu': wish });
  await press(member, 'Gửi yêu cầu');
  await member.getByText('Chọn yêu cầu').first().waitFor();
  assert.equal(await member.getByLabel('Nội dung yêu cầu').inputValue(), wish, 'nothing that was typed is lost');
  await checkPage(member, 'the form of a request');
  await member.getByRole('radio', { name: 'Chỉnh sửa dữ liệu' }).check();
  await member.getByLabel('Về nhóm dữ liệu').selectOption({ label: 'Thông tin cá nhân' });
  await press(member, 'Gửi yêu cầu');
  await told(member, 'Đã gửi yêu cầu.');
}

/** Who leads takes it up, mends the record and answers. */
export async function settle(leader, name) {
  await choose(leader, 'Đảng viên');
  await leader.goto('/privacy/requests');
  await checkPage(leader, 'the requests of a cell');
  await leader.getByRole('main').getByRole('link', { name: `${name}: Chỉnh sửa dữ liệu` }).click();
  const request = leader.url();
  await press(leader, 'Tiếp nhận yêu cầu', 'link');
  await press(leader, 'Tiếp nhận yêu cầu');
  await told(leader, 'Đã tiếp nhận. Người gửi được báo.');
  await checkPage(leader, 'a request that was taken up');
  await press(leader, 'Mở hồ sơ để sửa', 'link');
  await sees(leader, name);
  await press(leader, 'Sửa lý lịch', 'link');
  await leader.getByLabel(/^Nghề nghiệp/).fill('Dược sĩ chính');
  await press(leader, 'Lưu lý lịch');
  await leader.goto(request);
  await press(leader, 'Trả lời: đã thực hiện', 'link');
  await fill(leader, { 'Trả lời người gửi': answer });
  await press(leader, 'Trả lời: đã thực hiện');
  await told(leader, 'Đã ghi kết quả.');
}

/** The member finds the answer, and who has read the record. */
export async function readAnswer(member, reader) {
  await member.goto('/privacy');
  await member.getByRole('region', { name: 'Ai đã xem hồ sơ của tôi' }).getByText(reader).first().waitFor();
  await member.getByRole('main').getByRole('link', { name: 'Chỉnh sửa dữ liệu' }).click();
  await member.getByText(answer).waitFor();
  await checkPage(member, 'a request that was answered');
}
