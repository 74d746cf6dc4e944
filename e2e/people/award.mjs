// A commendation from the cell's proposal to the decision of the committee above.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { choose, fill, press, told } from '../lib/people.mjs';

const reason = 'Cả chi bộ tham gia ba đợt tiêm lưu động; không có phiếu góp ý chưa trả lời.';

/** The cell proposes itself for a certificate, with the vote on it: the address of the proposal. */
export async function propose(leader, on) {
  await choose(leader, 'Khen thưởng');
  await leader.getByRole('main').getByRole('link', { name: 'Đề nghị khen thưởng', exact: true }).first().click(); // the button above the tabs
  await leader.getByRole('radio', { name: 'Tập thể', exact: true }).check();
  await leader.getByLabel('Tổ chức đảng').selectOption({ label: 'Chi bộ Trạm Y tế' });
  await leader.getByLabel('Hình thức', { exact: true }).selectOption({ label: 'Giấy khen' });
  await leader.getByRole('radio', { name: 'Đột xuất', exact: true }).check();
  await fill(leader, { 'Thành tích': reason });
  await press(leader, 'Lưu dự thảo');
  await leader.getByText('Chọn cấp khen.').first().waitFor();
  assert.equal(await leader.getByLabel('Thành tích', { exact: true }).inputValue(), reason);
  await checkPage(leader, 'the form of a proposal');
  await leader.getByLabel('Cấp khen').selectOption({ label: 'Đảng ủy cơ sở' });
  await press(leader, 'Lưu dự thảo');
  await told(leader, 'Đã lưu dự thảo đề nghị.');
  await press(leader, 'Gửi cấp trên', 'link');
  await fill(leader, { 'Ngày biểu quyết': on, 'Số đồng chí có quyền biểu quyết': '11', 'Số đồng chí tán thành': '11' });
  await press(leader, 'Gửi cấp trên');
  await told(leader, 'Đã gửi đề nghị khen thưởng.');
  return new URL(leader.url()).pathname;
}

/** The officer above says what he thinks of it, and enters the decision. */
export async function grant(officer, address, on) {
  await choose(officer, 'Khen thưởng');
  await press(officer.getByRole('navigation', { name: 'Khen thưởng' }), 'Đề nghị khen thưởng', 'link');
  await officer.getByRole('main').getByRole('link', { name: 'Chi bộ Trạm Y tế' }).first().click();
  assert.equal(new URL(officer.url()).pathname, address);
  await press(officer, 'Thẩm định', 'link');
  await fill(officer, { 'Ý kiến thẩm định': 'Đủ điều kiện; kết quả đã kiểm tra tại đơn vị.' });
  await press(officer, 'Thẩm định');
  await told(officer, 'Đã ghi ý kiến thẩm định.');
  await press(officer, 'Ghi quyết định', 'link');
  await fill(officer, { 'Cơ quan quyết định': 'Đảng ủy Cơ quan', 'Số quyết định (không bắt buộc)': '45-QĐ/ĐU', 'Ngày quyết định': on });
  await press(officer, 'Ghi quyết định');
  await told(officer, 'Đã ghi quyết định khen thưởng.');
  await checkPage(officer, 'a proposal that was granted');
}

/** It stands in the cell's register, with its number. */
export async function readRegister(leader) {
  await leader.goto('/commendation');
  await checkPage(leader, 'the register of commendations');
  await press(leader.getByRole('main'), 'Xem, in sổ', 'link');
  await leader.getByRole('article').getByText('45-QĐ/ĐU').waitFor();
}
