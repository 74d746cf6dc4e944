// A consultation of a hospital's staff by slips, from the question to the decision: nobody who answers has an account.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { fill, press, sees, told } from '../lib/people.mjs';

export const staff = 88; // who work there, and get a slip each
const answers = 30; // how many of them answer
const question = 'Đồng chí đồng ý đổi giờ khám buổi sáng từ tháng 7 không?';
const choices = ['Đồng ý', 'Đồng ý, lùi đến tháng 9', 'Không đồng ý'];
const payload = '<script>document.title = "hỏng"</script> Nên báo trước cho người bệnh.';
const used = 'Mã này đã được dùng để trả lời.';

/** The words of every fifth who answers by fetch; the others choose and say nothing. */
const words = ['Cần thêm người trực quầy đón.', 'Đề nghị có xe đưa đón sớm.', 'Lùi đến khi hết đợt nghỉ hè.'];

/** The secretary asks without names; a form that lacks the number of those asked keeps what was typed. */
export async function draft(leader) {
  await leader.goto('/consultation');
  await checkPage(leader, 'the consultations of a cell');
  await press(leader, 'Soạn lấy ý kiến', 'link');
  await leader.getByRole('radio', { name: 'Không ghi tên' }).check();
  await fill(leader, { 'Vấn đề': question, 'Bối cảnh': 'Dự kiến bắt đầu khám từ 6 giờ 30. Việc này đổi giờ làm của 88 người.' });
  await leader.getByLabel('Các phương án').fill(choices.join('\n'));
  await press(leader, 'Lưu');
  await leader.getByText('Không ghi tên cần từ 5 người trở lên').first().waitFor();
  assert.equal(await leader.getByLabel('Các phương án').inputValue(), choices.join('\n'), 'nothing that was typed is lost');
  await checkPage(leader, 'the form of a consultation');
  await fill(leader, { 'Số người trả lời bằng phiếu': String(staff), 'Hạn trả lời': '08/06/2026' });
  await press(leader, 'Lưu');
  await told(leader, 'Đã lưu bản soạn.');
  return new URL(leader.url()).pathname;
}

/** It begins; the slips are printed, as many as people, each with a picture and a code of its own: their links and codes. */
export async function print(leader) {
  await press(leader, 'Bắt đầu lấy ý kiến', 'link');
  await checkPage(leader, 'before a consultation begins');
  await press(leader, 'Bắt đầu lấy ý kiến');
  await told(leader, 'Đã bắt đầu lấy ý kiến.');
  await press(leader, 'In phiếu có mã', 'link');
  assert.equal(await leader.getByLabel('Số phiếu').inputValue(), String(staff));
  await press(leader, 'In phiếu có mã');
  const slips = leader.locator('.slips > li');
  await slips.nth(staff - 1).waitFor();
  assert.equal(await slips.count(), staff);
  assert.equal(await leader.getByRole('img', { name: 'Mã QR của phiếu' }).count(), staff);
  const codes = await slips.locator('.slip-code').allInnerTexts();
  assert.equal(new Set(codes).size, staff);
  return codes;
}

/** Somebody types the code of his slip on his own telephone, and answers; the next look says that it is used. */
export async function answerByPhone(phone, code) {
  await phone.goto('/consultation/link');
  await fill(phone, { 'Mã phiếu': 'K7QM-2XRT-9WPA' });
  await press(phone, 'Mở phiếu');
  await phone.getByText('Mã không đúng hoặc không còn dùng được.').first().waitFor();
  await checkPage(phone, 'the door of slips');
  await fill(phone, { 'Mã phiếu': code.toLowerCase() });
  await press(phone, 'Mở phiếu');
  await sees(phone, question);
  await checkPage(phone, 'a slip');
  await phone.getByRole('radio', { name: choices[0], exact: true }).check();
  await phone.getByLabel('Ý kiến').fill(payload);
  const slip = phone.url();
  await press(phone, 'Gửi ý kiến');
  await sees(phone, 'Đã nhận ý kiến');
  assert.deepEqual(await phone.context().cookies(), [], 'who holds a slip is given no cookie');
  await phone.goto(slip);
  await phone.getByText(used).waitFor();
  await checkPage(phone, 'a slip that was used');
  return slip;
}

/** The others answer without a browser; the same link is refused the second time, and one that never was gets a neutral page. */
export async function answerByLink(url, codes) {
  const post = (path, fields) => fetch(url + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
  const one = async (code, n) => {
    const found = await post('/consultation/link', { code });
    assert.equal(found.status, 303);
    const link = found.headers.get('location');
    const sent = await post(link, { choice: String(1 + (n % 3)), words: n % 5 ? '' : words[(n / 5) % words.length] });
    assert.equal(sent.status, 200);
    assert.equal(sent.headers.get('set-cookie'), null);
    return link;
  };
  const links = await Promise.all(codes.slice(0, answers - 1).map(one));
  const again = await post(links[0], { choice: '3' });
  assert.equal(again.status, 303);
  assert.match(await (await fetch(url + links[0])).text(), new RegExp(used));
  const wrong = await fetch(`${url}/consultation/link/${'A'.repeat(26)}`);
  assert.equal(wrong.status, 404);
  const neutral = await wrong.text();
  assert.match(neutral, /Mã không đúng hoặc không còn dùng được/);
  assert.doesNotMatch(neutral, /Bệnh viện Mắt|giờ khám/);
}

/** It is closed: what was said is grouped, script as the text that it is, each group is answered, and all get an answer. */
export async function answer(leader, address) {
  await leader.goto(address);
  await leader.getByText(String(answers), { exact: true }).first().waitFor();
  await step(leader, 'Kết thúc nhận ý kiến');
  await told(leader, 'Đã kết thúc nhận ý kiến.');
  await press(leader, 'Tổng hợp ý kiến (7 chưa xếp)', 'link');
  await leader.getByText(payload, { exact: true }).waitFor();
  assert.doesNotMatch(await leader.title(), /hỏng/);
  const groups = { 'Chuẩn bị trước khi đổi': 'Tiếp thu', 'Lùi thời điểm': 'Tiếp thu một phần' };
  for (const name of Object.keys(groups)) {
    await press(leader, 'Thêm nhóm ý kiến', 'link');
    await fill(leader, { 'Tên nhóm': name });
    await press(leader, 'Lưu');
    await told(leader, 'Đã thêm nhóm ý kiến.');
  }
  for (const said of await leader.locator('.said').all()) {
    const late = (await said.innerText()).includes(words[2]);
    await said.getByLabel('Nhóm ý kiến').selectOption({ label: Object.keys(groups)[late ? 1 : 0] });
  }
  await checkPage(leader, 'what was said, to be grouped');
  await press(leader, 'Lưu cách xếp nhóm');
  await told(leader, 'Đã lưu cách xếp nhóm.');
  await leader.goto(address);
  for (const [name, stance] of Object.entries(groups)) {
    await press(leader.getByRole('main'), name, 'link');
    await leader.getByLabel('Xử lý').selectOption({ label: stance });
    await leader.getByLabel('Trả lời và lý do').fill(`${stance}: chi ủy giao Phòng Kế hoạch thực hiện trước 30/6.`);
    await press(leader, 'Lưu');
    await told(leader, 'Đã lưu nhóm ý kiến.');
  }
  await step(leader, 'Gửi trả lời', { 'Trả lời chung': 'Chi ủy cảm ơn các đồng chí; giờ khám đổi từ ngày 1/7.' });
  await told(leader, 'Đã gửi trả lời cho những người được hỏi.');
}

/** The decision follows; whoever kept his slip reads all of it by the same code. */
export async function decide(leader, phone, slip) {
  await step(leader, 'Ghi quyết định', { 'Quyết định': 'Nghị quyết số 07-NQ/CB' });
  await told(leader, 'Đã ghi quyết định.');
  const rows = leader.getByRole('table', { name: 'Kết quả' }).locator('tbody tr');
  const votes = await rows.evaluateAll((all) => all.map((row) => Number(row.cells[1].innerText)));
  assert.deepEqual(votes, [11, 10, 9]);
  await checkPage(leader, 'a consultation that was decided');
  await press(leader, 'Báo cáo tổng hợp', 'link');
  await checkPage(leader, 'a consultation on paper');
  await phone.goto(slip);
  await phone.getByText('Nghị quyết số 07-NQ/CB').first().waitFor();
  await phone.getByText('Chuẩn bị trước khi đổi').waitFor();
  await checkPage(phone, 'what a slip shows in the end');
}

/** The act of that name on the page, with what its form asks for. */
async function step(page, name, fields = {}) {
  await press(page, name, 'link');
  await fill(page, fields);
  await checkPage(page, `the form: ${name}`);
  await press(page, name);
}
