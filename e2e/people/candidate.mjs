// The way of one into the Party, as those who help with it drive it.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { submit } from '../lib/form.mjs';
import { choose, fill, press, sees, told } from '../lib/people.mjs';

export const [firstMentor, secondMentor] = ['Phạm Thị D1', 'Lê Văn C1']; // sign in as dangvien and chiuyvien
const late = { code: '4-KNĐ', title: 'Nghị quyết giới thiệu đoàn viên vào Đảng của Đoàn Thanh niên' }; // comes last
const ready = ['1-KNĐ', '2-KNĐ', '3-KNĐ', 'TTLL', '5-KNĐ'];

/** The officer of the youth union names a member to the cell: the name of who it is. */
export async function nominate(officer) {
  await choose(officer, 'Giới thiệu');
  await press(officer.getByRole('main'), 'Giới thiệu quần chúng', 'link');
  await checkPage(officer, 'the form of a nomination');
  const reason = 'Tham gia đủ các đợt tiêm lưu động năm 2025; sáng kiến thẻ hẹn tiêm.';
  await fill(officer, { 'Lý do giới thiệu': reason });
  await press(officer, 'Giới thiệu quần chúng');
  await officer.getByText('Chọn một đồng chí trong danh sách.').first().waitFor();
  assert.equal(await officer.getByLabel('Lý do giới thiệu').inputValue(), reason, 'nothing that was typed is lost');
  const people = officer.getByLabel('Đoàn viên, hội viên được giới thiệu');
  const name = await people.evaluate((list) => [...list.options].at(-1).text);
  await people.selectOption({ label: name });
  await officer.getByLabel('Giới thiệu đến chi bộ').selectOption({ label: 'Chi bộ Trạm Y tế' });
  await press(officer, 'Giới thiệu quần chúng');
  await told(officer, 'Đã gửi giới thiệu đến chi bộ.');
  await checkPage(officer, 'who was nominated');
  return name;
}

/** The cell takes the nominee on its list, and gives him a mentor and a place in a class: the address of the dossier. */
export async function takeOn(leader, name) {
  await choose(leader, 'Phát triển');
  await leader.getByRole('main').getByRole('link', { name }).first().click();
  await act(leader, 'Đưa vào danh sách nguồn', { 'Ngày': '10/03/2026', 'Số': '12-NQ/CB' });
  await told(leader, 'Đã đưa vào danh sách nguồn và báo cho người được giới thiệu.');
  await act(leader, 'Phân công giúp đỡ', {}, { 'Đảng viên giúp đỡ': firstMentor });
  await act(leader, 'Cử đi học lớp bồi dưỡng', { 'Ngày bắt đầu': '16/03/2026', 'Ngày kết thúc': '20/03/2026' });
  await told(leader, 'Đã ghi thời gian học lớp.');
  await checkPage(leader, 'a dossier at its beginning');
  return new URL(leader.url()).pathname;
}

/** A mentor writes into the book. */
export async function note(mentor, dossier, help) {
  await mentor.goto(dossier);
  await act(mentor, 'Ghi nhận xét', { 'Nội dung giúp đỡ': help, 'Chuyển biến': 'Chủ động nhận việc khó, đúng hẹn.' });
  await told(mentor, 'Đã ghi vào sổ theo dõi.');
}

/** Somebody else helps from now on, since the note of the first is overdue. */
export async function changeMentor(leader, name, dossier) {
  await leader.goto('/admission');
  await leader.getByRole('link', { name }).getByText('Quá hạn nhận xét').waitFor();
  await leader.goto(dossier);
  const reason = 'Đồng chí nhận nhiệm vụ biệt phái.';
  await press(leader, 'Đổi người giúp đỡ', 'link');
  await leader.getByLabel('Đảng viên giúp đỡ', { exact: true }).selectOption(await option(leader, 'Đảng viên giúp đỡ', secondMentor));
  await press(leader, 'Phân công giúp đỡ');
  await leader.getByText('Ghi lý do.').first().waitFor();
  await fill(leader, { 'Lý do thay đổi': reason });
  await press(leader, 'Phân công giúp đỡ');
  await told(leader, 'Đã phân công đảng viên giúp đỡ.');
  await leader.getByRole('region', { name: 'Đảng viên giúp đỡ' }).getByText(reason).waitFor();
}

/** The papers come in, but for one: the page says which, and goes on once it is there. */
export async function file(leader, dossier) {
  await act(leader, 'Ghi giấy chứng nhận học lớp', { 'Ngày': '27/03/2026', 'Số': '31/GCN' });
  for (const code of ready) await paper(leader, dossier, code, '10/07/2026');
  await leader.goto(dossier);
  const missing = leader.getByRole('region', { name: 'Vì sao đang dừng' }).getByText(`Thiếu: ${late.title} (${late.code}).`);
  await missing.waitFor();
  assert.equal(await leader.getByRole('button', { name: 'Hồ sơ đã đủ' }).count(), 0);
  await checkPage(leader, 'a dossier that lacks a paper');
  await leader.getByRole('link', { name: late.title }).click();
  await fill(leader, { 'Ngày có': '14/07/2026' });
  await press(leader, 'Bổ sung giấy tờ');
  await told(leader, 'Đã ghi giấy tờ.');
  await missing.waitFor({ state: 'detached' });
  await opinion(leader, dossier, 'work', 'Chi đoàn, Công đoàn Trạm Y tế', '13/07/2026');
  await weigh(leader, dossier);
  await press(leader, 'Hồ sơ đã đủ');
  await told(leader, 'Hồ sơ đủ; chờ chi bộ biểu quyết.');
}

/** The cell votes: fewer than two thirds are in favour, and the same meeting cannot vote again. */
export async function lose(leader) {
  await ballot(leader, 'Ghi kết quả biểu quyết', '15/07/2026', -1);
  await told(leader, 'Đã ghi kết quả biểu quyết.');
  await leader.getByRole('region', { name: 'Biểu quyết của chi bộ' }).getByText('Chưa đạt', { exact: true }).waitFor();
  const again = await ballot(leader, 'Ghi kết quả biểu quyết', '15/07/2026', 1);
  await leader.getByText('Đã có kết quả biểu quyết của ngày này hoặc sau đó.').first().waitFor();
  assert.equal(await leader.getByLabel('Tán thành', { exact: true }).inputValue(), again);
  await checkPage(leader, 'a vote that is refused');
  await press(leader, 'Quay lại', 'link');
}

/** A later meeting votes again; the decision comes, and the ceremony later than it should be. */
export async function admit(leader, name, dossier) {
  await leader.goto(dossier);
  await ballot(leader, 'Ghi kết quả biểu quyết', '05/08/2026', 1);
  await leader.getByRole('region', { name: 'Biểu quyết của chi bộ' }).getByText('Đạt', { exact: true }).waitFor();
  await act(leader, 'Ghi quyết định kết nạp', { 'Ngày': '10/09/2026', 'Số': '121-QĐ/ĐU' });
  await leader.goto('/admission');
  await leader.getByRole('link', { name }).getByText('Quá hạn lễ kết nạp').waitFor();
  await leader.goto(dossier);
  await act(leader, 'Ghi lễ kết nạp', { 'Ngày vào Đảng (lễ kết nạp)': '30/11/2026' });
  await told(leader, 'Đồng chí là đảng viên dự bị của chi bộ.');
  await checkPage(leader, 'the dossier of a probationary member');
  await leader.goto('/member');
  await leader.getByRole('main').getByText(name).first().waitFor();
}

/** The cell votes to recognise him, and the decision comes late: he is official as of the end of the twelve months. */
export async function recognise(leader, name, dossier) {
  await leader.goto('/admission');
  await leader.getByRole('link', { name }).first().waitFor();
  for (const code of ['10-KNĐ', '11-KNĐ', '12-KNĐ']) await paper(leader, dossier, code, '01/12/2027');
  await leader.goto(dossier);
  await ballot(leader, 'Ghi biểu quyết công nhận', '15/12/2027', 1);
  await told(leader, 'Đã ghi kết quả biểu quyết.');
  await act(leader, 'Ghi quyết định công nhận', { 'Ngày': '08/02/2028', 'Số': '15-QĐ/ĐU' });
  await told(leader, 'Đồng chí là đảng viên chính thức.');
  await leader.getByRole('region', { name: 'Thông tin' }).getByText('30/11/2027').waitFor();
  await checkPage(leader, 'the dossier of an official member');
}

/** Who is on the way reads on a page of his own how far he is, and who helps. */
export async function readOwn(candidate) {
  await candidate.goto('/admission/mine');
  await sees(candidate, 'Việc xem xét kết nạp của đồng chí');
  await candidate.getByText('Chi bộ Trạm Y tế đã phân công đảng viên giúp đỡ đồng chí.').waitFor();
  await checkPage(candidate, 'the page of one’s own way');
}

/** The papers of the dossier as sheets: each that the page offers can be looked at. */
export async function papersOf(leader, dossier) {
  await leader.goto(dossier);
  await press(leader, 'In giấy tờ', 'link');
  await checkPage(leader, 'the papers of a dossier');
  const sheets = await leader.getByRole('main').getByRole('link').evaluateAll((links) => links.map((link) => link.href).filter((href) => href.includes('/papers/')));
  assert.ok(sheets.length >= 4, `${sheets.length} papers`);
  for (const sheet of sheets) assert.equal((await leader.context().request.get(sheet)).status(), 200, sheet);
}

/** Enters a vote that has so many more in favour than it needs: how many that are. */
async function ballot(page, name, on, more) {
  await open(page, name);
  const needed = (await page.getByRole('main').innerText()).match(/cần ít nhất (\d+) phiếu/)[1];
  const favour = String(Number(needed) + more);
  await fill(page, { 'Ngày họp': on, 'Tán thành': favour, 'Không tán thành': '1' });
  await press(page, name);
  return favour;
}

/** Opens the form of an act from the dossier on the page. */
async function open(page, name) {
  await page.getByRole('main').getByRole('link', { name, exact: true }).first().click();
  await sees(page, name);
}

/** Opens the form of an act from the dossier on the page, fills it and sends it. */
async function act(page, name, fields, choices = {}) {
  await open(page, name);
  for (const [label, person] of Object.entries(choices)) await page.getByLabel(label, { exact: true }).selectOption(await option(page, label, person));
  await fill(page, fields);
  await press(page, name);
}

/** The entry of a list that begins with these words. */
async function option(page, label, words) {
  return page.getByLabel(label, { exact: true }).evaluate((list, words) => [...list.options].find((o) => o.text.startsWith(words)).value, words);
}

/** Notes that a paper is there. */
async function paper(page, dossier, code, on) {
  await submit(page.context().request, `${dossier}/file`, `${dossier}/file`, { paper: code, on });
}

/** Notes what those said who were asked. */
async function opinion(page, dossier, origin, bodies, on) {
  const answer = await submit(page.context().request, `${dossier}/ask`, `${dossier}/ask`, { origin, bodies, asked: '18', agreed: '17', against: '1', words: 'Nhiệt tình, có trách nhiệm.', on });
  assert.match(answer, /Tán thành 17\/18/);
  await page.reload();
}

/** Writes evidence on one of the criteria. */
async function weigh(page, dossier) {
  const body = 'Sáng kiến thẻ hẹn tiêm giúp giảm nửa số lượt tiêm trễ.';
  const answer = await submit(page.context().request, `${dossier}/weigh`, `${dossier}/weigh`, { research: body });
  assert.ok(answer.includes(body));
  await page.reload();
}
