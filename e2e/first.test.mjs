import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage, launch, tab, tellers } from './lib/browser.mjs';
import { start } from './lib/chibo.mjs';
import { choose, day, download, enrol, fill, press, sees, signIn, signOut, told } from './lib/people.mjs';
import { unzip, xlsx } from './lib/zip.mjs';

const password = 'một câu dài chỉ mình biết';
const cell = 'Chi bộ Trạm Y tế xã';
const secretary = 'Nguyễn Văn A';

// A5, B4, B5, B7, B8, I1–I4: what a cell does on its first day with the program, by hand and by sight.
for (const screen of tellers) {
  test(`the first day of a cell, until its minutes are ready to sign: ${screen}`, async (t) => {
    const chibo = await start(t, { command: 'serve' });
    const browser = await launch(t);
    const administrator = await tab(t, browser, chibo.url, { screen });
    const leader = await tab(t, browser, chibo.url, { screen });
    const member = await tab(t, browser, chibo.url, { screen });

    const link = await setUp(administrator);
    await keptOut(administrator);
    const codes = await accept(leader, link, 'bithu');
    await importPeople(leader);
    const invitation = await invite(leader, 'Phạm Thị D');
    await plan(leader);
    await open(leader);
    await record(leader);
    await close(leader);
    const meeting = await minutes(leader);
    await follow(member, invitation, meeting);
    await leave(leader, codes);
  });
}

/** The administrator prepares the program and gets a link for the secretary, shown once. */
async function setUp(page) {
  await page.goto('/');
  await sees(page, 'Thiết lập lần đầu');
  await checkPage(page);
  await fill(page, { 'Họ và tên': 'Trần Văn Q', 'Tên đăng nhập': 'quantri', 'Mật khẩu mới': password, 'Nhập lại mật khẩu': password });
  await press(page, 'Tạo tài khoản quản trị');
  await enrol(page);
  await checkPage(page);
  await press(page, 'Đã cất giữ, tiếp tục', 'link');

  await sees(page, 'Tổ chức đảng');
  await checkPage(page);
  await fill(page, { 'Tên tổ chức': 'Đảng bộ xã Bình Minh', 'Ngày thành lập': '01/01/1995' });
  await press(page, 'Tiếp tục');
  await sees(page, 'Chi bộ đầu tiên');
  await checkPage(page);
  await fill(page, { 'Tên chi bộ': cell, 'Ngày thành lập': '01/01/1996' });
  await press(page, 'Tiếp tục');
  await sees(page, 'Bí thư chi bộ');
  await checkPage(page);
  await fill(page, { 'Họ và tên': secretary, 'Ngày vào Đảng': '03/02/1998', 'Ngày chính thức': '03/02/1999', 'Giữ chức vụ bí thư từ ngày': '01/06/2025' });
  await press(page, 'Hoàn thành thiết lập');
  await sees(page, `Liên kết mời đồng chí ${secretary}`);
  await checkPage(page);
  const link = await page.getByLabel('Liên kết', { exact: true }).inputValue();
  await press(page.getByRole('main'), 'Tiếp tục', 'link');
  await sees(page, 'Đã thiết lập xong');
  await checkPage(page);
  assert.equal((await page.content()).includes(new URL(link).pathname), false, 'the link is shown once');
  await press(page, 'Tiếp tục', 'link');
  return link;
}

/** I4: who administers reads no record and brings none in. */
async function keptOut(page) {
  for (const path of ['/member', '/member/import', '/meeting']) {
    const response = await page.goto(path);
    assert.equal(response.status(), 403, path);
  }
  await checkPage(page, 'a refusal');
}

/** Somebody opens an invitation, chooses a password, and a second factor where the role needs one. */
async function accept(page, link, username, leads = true) {
  await page.goto(link);
  await sees(page, 'Nhận tài khoản');
  await checkPage(page, 'an invitation');
  await fill(page, { 'Tên đăng nhập': username, 'Mật khẩu mới': 'ngắn', 'Nhập lại mật khẩu': 'ngắn' });
  await press(page, 'Nhận tài khoản');
  await page.getByRole('alert').getByText('Mật khẩu cần ít nhất 15 ký tự.').waitFor();
  await fill(page, { 'Mật khẩu mới': password, 'Nhập lại mật khẩu': password });
  await press(page, 'Nhận tài khoản');
  if (!leads) return [];
  const codes = await enrol(page);
  await press(page, 'Đã cất giữ, tiếp tục', 'link');
  return codes;
}

/**
 * A list as offices keep it: titles above, two columns of birth dates, a row of column numbers,
 * no-break spaces, decomposed letters, a sum at the foot.
 */
function list(birthOfC) {
  const since = day({ months: -5 });
  return xlsx(
    [
      ['ĐẢNG BỘ XÃ BÌNH MINH'],
      [cell.toUpperCase()],
      [`DANH SÁCH ĐẢNG VIÊN (tính đến ngày ${day()})`],
      ['TT', 'Họ và tên', 'Ngày, tháng, năm sinh', '', 'Ngày vào Đảng', 'Ngày chính thức', 'Chức vụ Đảng', 'Nghề nghiệp'],
      ['', '', 'Nam', 'Nữ', '', '', '', ''],
      ['1', '2', '3', '4', '5', '6', '7', '8'],
      ['1', secretary.normalize('NFD'), '12/5/1972', '', '3/2/1998', '3/2/1999', 'Bí thư', 'Bác sĩ'],
      ['2', 'Trần\u00a0Thị\u00a0B', '', '08.03.1980', '19/5/2005', '19/5/2006', '', 'Dược sĩ'],
      ['3', 'Lê Văn C', birthOfC, '', '3-2-2008', '3-2-2009', '', 'Y sĩ'],
      ['4', ' Phạm Thị D ', '', '1985', '02/09/2012', '02/09/2013', '', 'Điều dưỡng'],
      ['5', 'Hoàng Văn Đ'.normalize('NFD'), '10/1979', '', '07/11/2010', '07/11/2011', '', 'Kế toán'],
      ['6', 'Vũ Thị E', '', '20/10/1990', since, '', '', 'Điều dưỡng'],
      ['', 'Tổng số: 06 đảng viên'],
    ],
    ['C4:D4'],
  );
}

/** A5: a fault is told by its row and nothing is taken; the mended list goes in whole. */
async function importPeople(page) {
  await page.getByText('Việc cần làm trước: nhập danh sách đảng viên.').waitFor();
  await choose(page, 'Đảng viên');
  await sees(page, 'Đảng viên');
  await checkPage(page, 'a list of one');
  await press(page, 'Nhập danh sách', 'link');
  await sees(page, 'Nhập danh sách');
  await checkPage(page);
  await upload(page, list('30/02/1980'));
  const fault = page.getByRole('row').filter({ hasText: '30/02/1980' });
  await fault.getByText('Dòng 9').waitFor();
  assert.match(await fault.innerText(), /Đề nghị|Ghi|kiểm tra/, 'a fault says what to do');
  assert.equal(await page.getByRole('button', { name: /^Nhập \d/ }).count(), 0, 'nothing can be taken');
  await checkPage(page, 'a list with a fault');
  await press(page, 'Bỏ danh sách này');
  await told(page, 'Đã bỏ danh sách, không có gì thay đổi.');

  await upload(page, list('30/01/1980'));
  await page.getByText('Danh sách có 6 dòng').waitFor();
  await checkPage(page, 'a list ready to be taken');
  await press(page, 'Nhập 6 đồng chí');
  await sees(page, 'Đã nhập danh sách');
  await checkPage(page, 'a list taken');
  await press(page, 'Xem danh sách', 'link');
  await page.getByText('6 đồng chí · 5 chính thức, 1 dự bị').waitFor();
  await checkPage(page, 'the list of the cell');
  await press(page, 'Hoàng Văn Đ', 'link'); // found by its composed form
  await sees(page, 'Hoàng Văn Đ');
  await checkPage(page, 'one person');
}

async function upload(page, workbook) {
  const file = { name: 'danh sách đảng viên.xlsx', mimeType: 'application/octet-stream', buffer: workbook };
  await page.getByLabel('Tệp Excel hoặc CSV').setInputFiles(file);
  await press(page, 'Đọc danh sách');
  await sees(page, 'Xem trước danh sách');
}

/** The secretary makes a link for a member. */
async function invite(page, name) {
  await choose(page, 'Tài khoản');
  await sees(page, 'Tài khoản');
  await checkPage(page, 'the accounts of the cell');
  await press(page, name, 'link');
  await sees(page, name);
  await checkPage(page, 'the account of a member');
  await press(page, 'Tạo liên kết mời');
  await sees(page, `Liên kết mời đồng chí ${name}`);
  const link = await page.getByLabel('Liên kết', { exact: true }).inputValue();
  await press(page.getByRole('main'), 'Quay lại tài khoản', 'link');
  return link;
}

/** B1: the regular meeting of this month, today. */
async function plan(page) {
  await choose(page, 'Sinh hoạt');
  await sees(page, 'Cuộc họp');
  await checkPage(page, 'no meeting yet');
  await page.getByRole('link', { name: 'Lập kế hoạch cuộc họp' }).first().click();
  await sees(page, 'Lập kế hoạch cuộc họp');
  await checkPage(page);
  await page.getByLabel('Thường kỳ').check();
  await fill(page, { 'Ngày họp': day(), 'Giờ bắt đầu': '14:00', 'Địa điểm': 'Hội trường Trạm Y tế' });
  await press(page, 'Lập kế hoạch cuộc họp');
  await told(page, 'Đã lập kế hoạch cuộc họp');
  await checkPage(page, 'the plan of a meeting');
  await press(page, 'Chọn người chủ trì', 'link');
  await page.getByLabel('Chủ trì', { exact: true }).selectOption({ label: secretary });
  await page.getByLabel('Người ghi biên bản', { exact: true }).selectOption({ label: 'Trần Thị B' });
  await press(page, 'Lưu kế hoạch');
  await told(page, 'Đã lưu kế hoạch cuộc họp.');
}

/** B4: one is excused, all others are here. */
async function open(page) {
  await press(page, 'Khai mạc cuộc họp');
  await told(page, 'Đã khai mạc');
  await sees(page, 'Điểm danh');
  await press(page, 'Các đồng chí còn lại có mặt');
  await told(page, 'Đã lưu điểm danh.');
  await page.getByRole('button', { name: 'Hoàng Văn Đ' }).click();
  await page.getByText('Vắng có lý do: Hoàng Văn Đ').waitFor();
  await checkPage(page, 'the roll call');
  await page.goto(page.url().replace(/.attendance.*/, ''));
}

/** B4, B5, B7: an opinion, a conclusion, a task, a vote counted on those summoned and not on those here. */
async function record(page) {
  await checkPage(page, 'the meeting, as it begins');
  await page.getByRole('link', { name: /Kiểm điểm việc thực hiện nhiệm vụ/ }).click();
  await sees(page, 'Kiểm điểm việc thực hiện nhiệm vụ của đảng viên');
  const notes = page.getByRole('region', { name: 'Ý kiến thảo luận' });
  await notes.getByLabel('Người phát biểu').selectOption({ label: 'Lê Văn C' });
  await notes.getByLabel('Loại ý kiến').selectOption({ label: 'Đề nghị' });
  await notes.getByLabel('Nội dung ý kiến').fill('Đề nghị lập lịch trực tiêm chủng trước ngày 25 hằng tháng.');
  await press(notes, 'Ghi ý kiến');
  await notes.getByText('Đề nghị lập lịch trực tiêm chủng').waitFor();

  const conclusion = page.getByRole('region', { name: 'Kết luận của chủ trì' });
  await conclusion.getByLabel('Kết luận', { exact: true }).fill('Lập lịch trực tiêm chủng hằng tháng.');
  await press(conclusion, 'Lưu kết luận');
  await told(page, 'Đã lưu kết luận.');
  await fill(conclusion, { 'Nhiệm vụ': 'Lập lịch trực tiêm chủng', 'Thời hạn': day({ days: 14 }) });
  await conclusion.getByLabel('Người thực hiện').selectOption({ label: 'Vũ Thị E' });
  await press(conclusion, 'Thêm nhiệm vụ');
  await told(page, 'Đã giao nhiệm vụ.');
  await checkPage(page, 'an item with an opinion, a conclusion and a task');

  await page.getByRole('link', { name: /Kết luận, biểu quyết nghị quyết/ }).click();
  const votes = page.getByRole('region', { name: 'Biểu quyết giơ tay' });
  await votes.getByText('Tính trên 5 đảng viên chính thức được triệu tập, 4 có mặt').waitFor();
  await fill(votes, { 'Nội dung biểu quyết': 'Nghị quyết tháng', 'Tán thành': '4' });
  await press(votes, 'Ghi kết quả');
  await told(page, 'Đã ghi kết quả biểu quyết.');
  await votes.getByText('Tán thành 4/5 đảng viên chính thức (80%)').waitFor();
  await votes.getByText('Thông qua', { exact: true }).waitFor();
  await votes.getByText(/^Theo Điều lệ Đảng/).waitFor(); // why: the rule of the day
  await checkPage(page, 'a vote');
}

/** B7: the end of a meeting names what has no conclusion yet. */
async function close(page) {
  await page.getByRole('link', { name: 'Kết thúc họp' }).first().click();
  await sees(page, 'Kết thúc cuộc họp');
  await checkPage(page);
  await fill(page, { 'Giờ kết thúc': '16:00' });
  await press(page, 'Kết thúc họp');
  const alert = page.getByRole('alert');
  await alert.getByText('Mục “Báo cáo đánh giá tháng trước, dự kiến nhiệm vụ tháng tới” chưa có kết luận.').waitFor();
  for (const reason of await page.getByLabel(/^Lý do chưa kết luận/).all()) await reason.fill('Chuyển sang kỳ sau vì chưa có báo cáo.');
  await press(page, 'Kết thúc họp');
  await told(page, 'Cuộc họp đã kết thúc.');
}

/** B8: the minutes are read, frozen with a number, and taken along as Word and PDF. */
async function minutes(page) {
  await sees(page, 'BIÊN BẢN');
  await checkPage(page, 'draft minutes');
  await press(page, 'Chốt biên bản');
  await told(page, 'Đã chốt biên bản.');
  await checkPage(page, 'frozen minutes');
  const paper = page.getByRole('article');
  await page.emulateMedia({ media: 'print' });
  assert.ok(await paper.isVisible());
  for (const frame of ['banner', 'button']) assert.equal(await page.getByRole(frame).count(), 0, `no ${frame} on paper`);
  await page.emulateMedia({ media: null });
  const number = (await paper.innerText()).match(/Số\s+\d+\S*/)?.[0];
  assert.ok(number, 'the minutes have a number');

  const word = await download(page, 'Tải Word');
  assert.equal(word.toString('latin1', 0, 4), 'PK\x03\x04');
  const text = unzip(word, 'word/document.xml').replace(/<[^>]+>/g, '');
  for (const part of [number, secretary, 'Trần Thị B', 'Lập lịch trực tiêm chủng', '4/5']) assert.ok(text.includes(part), `${part} in the Word file`);
  const pdf = await download(page, 'Tải PDF');
  assert.equal(pdf.toString('latin1', 0, 5), '%PDF-');
  return new URL(page.url()).pathname.replace('/minutes', '');
}

/** A member reads the meeting; the register of people is not his. */
async function follow(page, invitation, meeting) {
  await accept(page, invitation, 'dangvien', false);
  await choose(page, 'Sinh hoạt');
  await sees(page, 'Cuộc họp');
  await checkPage(page, 'the meetings of a member');
  await page.goto(meeting);
  await page.getByText('Lập lịch trực tiêm chủng hằng tháng.').waitFor();
  await checkPage(page, 'a meeting that is over');
  assert.equal((await page.goto('/member')).status(), 403);
  assert.equal((await page.goto('/member/import')).status(), 403);
}

/** Signing out ends everything; a recovery code stands in for the telephone. */
async function leave(page, codes) {
  await page.goto('/meeting');
  await signOut(page);
  await page.goto('/member');
  await sees(page, 'Đăng nhập');
  await signIn(page, 'bithu', password);
  await sees(page, 'Xác thực bước hai');
  await checkPage(page);
  await fill(page, { 'Mã xác thực': codes[0] });
  await press(page, 'Xác nhận');
  await choose(page, 'Đảng viên');
  await sees(page, 'Đảng viên');
}
