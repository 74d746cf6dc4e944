// The review of a cell at the end of the year: words, comments, votes in turn, the superior's decision.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { submit } from '../lib/form.mjs';
import { fill, press, sees, told } from '../lib/people.mjs';

const [excellent, good] = ['Hoàn thành xuất sắc nhiệm vụ', 'Hoàn thành tốt nhiệm vụ'];
const parts = {
  'I.1.': 'Giữ nếp sinh hoạt, nói đi đôi với làm.',
  'I.2.': 'Soạn thuốc đúng hẹn; hướng dẫn hai đồng nghiệp mới.',
  'II.': 'Còn ngại góp ý trong sinh hoạt.',
  'VI.': 'Mỗi kỳ sinh hoạt có ít nhất một ý kiến.',
};

/** The secretary opens the review: everybody has a file. */
export async function openReview(leader) {
  await leader.goto('/evaluation');
  await press(leader, 'Mở đợt kiểm điểm', 'link');
  await press(leader, 'Mở đợt kiểm điểm');
  await leader.getByText('Nhập ngày, tháng, năm.').first().waitFor();
  await checkPage(leader, 'the form of a review');
  await fill(leader, { 'Hạn nộp bản kiểm điểm': '20/12/2026' });
  await press(leader, 'Mở đợt kiểm điểm');
  await told(leader, 'Đã mở đợt kiểm điểm và báo cho đảng viên.');
  assert.equal(await files(leader).count(), 15, 'the cell and its 15 members, but for one who is exempt');
  await checkPage(leader, 'a review that was opened');
  return new URL(leader.url()).pathname;
}

/** A member writes about the own year, looks: sees the pages too. The address of the file. */
export async function write(member, { name, looks = false }) {
  await member.goto('/evaluation');
  await press(member.getByRole('table', { name: 'Hồ sơ' }), name, 'link');
  const file = new URL(member.url()).pathname;
  await press(member, 'Viết kiểm điểm', 'link');
  if (looks) {
    await press(member, 'Nộp bản kiểm điểm');
    await member.getByText('Viết phần I.1 trước khi nộp.').first().waitFor();
    await checkPage(member, 'a self-review that lacks its words');
  }
  for (const [no, words] of Object.entries(parts)) await member.getByLabel(new RegExp(`^${no.replaceAll('.', '\\.')} `)).fill(words);
  await member.getByLabel('Tự nhận mức xếp loại').selectOption({ label: good });
  await press(member, 'Nộp bản kiểm điểm');
  await told(member, 'Đã nộp bản kiểm điểm.');
  return file;
}

/** The committee's comment on a file; the place of residence has not answered yet. */
export async function comment(leader, file) {
  await leader.goto(file);
  await press(leader, 'Ghi ý kiến: Chi ủy', 'link');
  await leader.getByRole('radio', { name: 'Đã nhận ý kiến' }).check();
  await press(leader, 'Ghi ý kiến');
  await leader.getByText('Ghi nội dung ý kiến.').first().waitFor();
  await checkPage(leader, 'the form of a comment');
  await fill(leader, { 'Nội dung': 'Hoàn thành việc được giao; cần mạnh dạn góp ý.' });
  await press(leader, 'Ghi ý kiến');
  await told(leader, 'Đã ghi ý kiến.');
  await press(leader, 'Ghi ý kiến: Chi ủy nơi cư trú', 'link');
  await leader.getByRole('radio', { name: 'Đã gửi xin ý kiến, chưa nhận' }).check();
  await press(leader, 'Ghi ý kiến');
  await told(leader, 'Đã ghi ý kiến.');
  await checkPage(leader, 'the file of a member');
}

/** The files lie before the cell: a colleague reads one that was not his to read before. */
export async function convene(leader, colleague, review, file) {
  assert.equal((await colleague.goto(file)).status(), 403, 'nobody else reads it before the meeting');
  await leader.goto(review);
  await press(leader, 'Đưa hồ sơ ra hội nghị');
  await told(leader, 'Đã đưa hồ sơ ra hội nghị.');
  assert.equal((await colleague.goto(file)).status(), 200);
}

/** The cell votes on the files in their turn: of the first a vote that does not pass; of all others by the form alone. */
export async function vote(leader, review) {
  await leader.goto(review);
  const all = await files(leader).evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  await leader.goto(`${all[0]}/vote`);
  const size = (await leader.getByRole('main').innerText()).match(/Cần ít nhất \d+\/(\d+) phiếu/)[1];
  await leader.getByLabel('Mức đề nghị xếp loại').selectOption({ label: excellent });
  await fill(leader, { 'Tán thành': '1', 'Không tán thành': String(size - 1) });
  await press(leader, 'Ghi kết quả bỏ phiếu');
  await leader.getByText('1 phiếu tán thành chưa đủ').first().waitFor();
  await checkPage(leader, 'a vote on a level that does not pass');
  await leader.getByLabel('Mức đề nghị xếp loại').selectOption({ label: good });
  await fill(leader, { 'Tán thành': size, 'Không tán thành': '0' });
  await press(leader, 'Ghi kết quả bỏ phiếu');
  await told(leader, 'Đã ghi đề nghị về Chi bộ Trạm Y tế. Bỏ phiếu tiếp hồ sơ dưới đây.');
  for (const [i, file] of all.slice(1).entries()) {
    await submit(leader.context().request, `${file}/vote`, `${file}/vote`, { level: i < 2 ? 'excellent' : 'good', favour: size, against: '0', other: '0' });
  }
  await leader.goto(review);
  await leader.getByText('tối đa 2 đồng chí; đã đề nghị 2').waitFor();
  await checkPage(leader, 'a review that was voted on');
  await press(leader, 'Gửi cấp trên');
  await told(leader, 'Đã gửi kết quả cho cấp trên.');
}

/** The officer above reads names, levels and votes, nobody's words, and enters the decision. */
export async function decide(officer, review, file) {
  await officer.goto('/evaluation/below');
  await checkPage(officer, 'the results of the units below');
  await press(officer.getByRole('main'), 'Chi bộ Trạm Y tế', 'link');
  assert.equal(new URL(officer.url()).pathname, review);
  assert.ok([403, 404].includes((await officer.goto(file)).status()), 'words do not go up');
  await officer.goto(review);
  await press(officer, 'Ghi quyết định của cấp trên', 'link');
  await fill(officer, { 'Số quyết định': '77-QĐ/ĐU', 'Ngày quyết định': '20/12/2026' });
  await checkPage(officer, 'the form of the decision');
  await press(officer, 'Ghi quyết định của cấp trên');
  await told(officer, 'Đã ghi quyết định xếp loại.');
  await press(officer, 'In bảng tổng hợp', 'link');
  await officer.getByRole('article').getByText('77-QĐ/ĐU').first().waitFor();
}

/** The member reads both results beside the own words. */
export async function readResult(member, file) {
  await member.goto(file);
  await sees(member, /^Kiểm điểm: /);
  await member.getByRole('region', { name: 'Kết quả xếp loại' }).getByText('77-QĐ/ĐU').waitFor();
  await checkPage(member, 'a file with both results');
}

/** The files that the list of a review leads to, in the order of the votes. */
function files(page) {
  return page.getByRole('table', { name: 'Hồ sơ' }).locator('tbody th a');
}
