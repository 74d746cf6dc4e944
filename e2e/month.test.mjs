import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage, launch, shot, tab, tellers } from './lib/browser.mjs';
import { start } from './lib/chibo.mjs';
import { choose, download, fill, press, sees, signIn, told } from './lib/people.mjs';
import { docx, names, unzip } from './lib/zip.mjs';

const password = 'chi-bo-mau-2026!'; // of every sample account
const today = '2026-05-25';
const day = '2026-06-03'; // of the regular meeting of June

/** What the guide shows, by screen. */
const pictures = {
  desktop: ['home', 'directive', 'prepare', 'announce', 'running', 'resolution', 'papers', 'oversee'],
  phone: ['member', 'notices', 'roll', 'words', 'calendar', 'task'],
};
const meeting = 'Sinh hoạt thường kỳ tháng 6/2026';
const letter = 'Hưởng ứng Tháng hành động vì môi trường';
const excuse = 'Đưa người nhà đi khám bệnh đã hẹn trước.';
const sentAhead = 'Đề nghị đặt thêm thùng phân loại rác tại khoa Dược.';
const noted = 'Tủ thuốc tầng hai chưa có khóa riêng, ca đêm khó quản lý.';
const corrected = 'Tủ thuốc tầng hai, tầng ba chưa có khóa riêng, ca đêm khó quản lý.';
const limit = 'Buổi tập huấn quý II cho tổ dân phố chưa làm được. Ngày 20/06 tôi cùng Tổ Dự phòng tổ chức.';
const chore = 'Lắp khóa tủ thuốc tầng hai';

// C1–C10, D1–D6, I1, I2: the month of a cell, from a document of the committee above to the papers that go up.
for (const screen of tellers) {
  test(`the month of a cell: ${screen}`, async (t) => {
    const chibo = await start(t, { command: 'demo', today });
    const browser = await launch(t);
    const picture = (page, name) => pictures[screen].includes(name) && shot(page, `${name}-${screen}`);
    const leader = await arrive(await tab(t, browser, chibo.url, { screen }), 'bithu');
    const officer = await arrive(await tab(t, browser, chibo.url, { screen }), 'canbo');
    const member = await arrive(await tab(t, browser, chibo.url, { screen, serviceWorkers: 'allow' }), 'dangvien');
    const probationer = await arrive(await tab(t, browser, chibo.url, { screen }), 'dubi');

    await reflect(member);
    await agree(leader);
    await begin(leader, picture);
    await issue(officer);
    await take(leader, picture);
    await receipts(officer);
    await prepare(leader, picture);
    await announce(leader, picture);
    await answer(member, picture);
    await subscribe(member, picture);
    await beg(probationer, member);
    await enterFor(leader);

    await chibo.turn(day);
    await Promise.all([arrive(leader, 'bithu'), arrive(officer, 'canbo'), arrive(member, 'dangvien')]);
    await open(leader, picture);
    const screenOfRoom = await leader.context().newPage();
    await follow(member, screenOfRoom, leader);
    await record(leader, picture);
    await correct(member, screenOfRoom, leader, picture);
    await decide(leader);
    await close(leader);
    await write(leader, picture);
    await publish(leader, picture);
    await report(leader);
    await work(member, leader, picture);
    await oversee(officer, picture);
    await handOver(leader);
  });
}

/** Signs in; everybody begins at the page of the day. */
async function arrive(page, user) {
  await signIn(page, user, password);
  await page.getByRole('heading', { level: 1, name: 'Chào đồng chí' }).waitFor();
  return page;
}

/** Checks page from its top, where the head of the page lies over nothing. */
async function check(page, what) {
  await page.evaluate(() => scrollTo(0, 0));
  await checkPage(page, what);
}

/** A member whose turn it is writes the last part of his report and sends it to the committee. */
async function reflect(page) {
  await press(page, 'Viết tiếp', 'link');
  await page.getByLabel('3. Hạn chế hiện nay và hướng khắc phục').fill(limit);
  await check(page, 'a report as it is written');
  await press(page, 'Gửi chi ủy');
  await told(page, 'Đã gửi dự thảo.');
  await page.goto('/home');
}

/** The committee reads what was sent, and has nothing more to ask. */
async function agree(page) {
  for (const author of ['Đặng Văn G1', 'Phạm Thị D1']) {
    await page.goto('/reflection');
    await press(page, author, 'link');
    await sees(page, `Đồng chí ${author}`);
    await check(page, 'a report as the committee reads it');
    await press(page, 'Nhất trí với dự thảo');
    await told(page, 'Đã nhất trí');
  }
  await page.goto('/home');
}

/** Who leads sees the month and the one thing to do next. */
async function begin(page, picture) {
  const cycle = page.getByRole('region', { name: 'Việc của kỳ sinh hoạt tháng 6' });
  assert.match(await cycle.getByRole('listitem').filter({ has: page.locator('[aria-current=step]') }).or(cycle.locator('[aria-current=step]')).first().innerText(), /Gửi thông báo sinh hoạt/);
  await check(page, 'the day of the secretary');
  await picture(page, 'home');
}

/** The office of the committee above enters a document with its file and sends it to all its cells. */
async function issue(page) {
  await check(page, 'the day of an officer');
  await choose(page, /^Văn bản( cấp trên)?$/);
  await sees(page, 'Văn bản cấp trên');
  await check(page, 'the register of documents');
  await press(page, 'Vào sổ văn bản', 'link');
  await sees(page, 'Vào sổ văn bản');
  await check(page);
  await fill(page, { 'Số, ký hiệu': '25-CV/ĐU', 'Ngày ban hành': '22/05/2026', 'Cơ quan ban hành': 'Đảng ủy Cơ quan', 'Trích yếu': letter });
  await page.getByLabel('Loại văn bản', { exact: true }).selectOption({ label: 'Công văn' });
  await fill(page, { 'Thời hạn báo cáo (không bắt buộc)': '30/06/2026' });
  await press(page, 'Vào sổ văn bản');
  await told(page, 'Đã vào sổ văn bản.');
  await press(page, 'Đính kèm tệp văn bản', 'link');
  await attach(page, 'công văn 25.docx', 'Các chi bộ phát động cán bộ, viên chức hưởng ứng Tháng hành động vì môi trường.');
  await check(page, 'the files of a document');
  await press(page, 'Quay lại', 'link');
  await press(page, 'Gửi cho đơn vị trực thuộc', 'link');
  await page.getByRole('checkbox', { name: 'Tất cả 2 đơn vị chưa nhận' }).check();
  await check(page, 'whom a document goes to');
  await press(page, 'Kiểm tra trước khi gửi');
  await check(page, 'a document before it is sent');
  await press(page, 'Gửi cho 2 đơn vị');
  await told(page, 'Đã gửi văn bản cho 2 đơn vị.');
}

async function attach(page, name, ...paragraphs) {
  await page.getByLabel('Tệp', { exact: true }).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: docx(...paragraphs) });
  await press(page, 'Đính kèm tệp');
  await told(page, 'Đã đính kèm tệp.');
}

/** The cell is told, receives the document and puts it on the agenda of its next meeting. */
async function take(page, picture) {
  await page.reload();
  await page.getByRole('link', { name: /^Thông báo/ }).filter({ visible: true }).first().click();
  await sees(page, 'Thông báo');
  await check(page);
  await page.getByRole('button', { name: letter }).click();
  await page.getByRole('heading', { name: letter }).waitFor();
  await press(page, 'Xác nhận đã nhận');
  await told(page, 'Đã xác nhận nhận văn bản.');
  await check(page, 'a document received');
  await picture(page, 'directive');
  await press(page, 'Đưa vào kỳ 03/06');
  await told(page, 'Đã đưa văn bản vào nội dung cuộc họp.');
}

/** The office sees who has received, and that it was not studied yet. */
async function receipts(page) {
  await press(page, 'Xem từng đơn vị', 'link');
  await sees(page, 'Tình hình thực hiện ở các đơn vị');
  await check(page, 'the receipts of a document');
  await page.getByRole('row', { name: 'Chi bộ Trạm Y tế' }).getByText('25/05').first().waitFor();
}

/** What the last meeting left stands on the agenda; a paper is added. */
async function prepare(page, picture) {
  await choose(page, 'Hôm nay');
  await press(page, 'Mở cuộc họp', 'link');
  await sees(page, meeting);
  await page.getByText(letter).first().waitFor();
  await page.getByText('14:00', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: 'Nghị quyết tháng 5/2026' }).waitFor();
  await page.getByText(/\d+ nhiệm vụ đang thực hiện/).click();
  await check(page, 'a meeting as it is prepared');
  await picture(page, 'prepare');
  await press(page, 'Thêm', 'link');
  await attach(page, 'kế hoạch môi trường.docx', 'Kế hoạch hưởng ứng Tháng hành động vì môi trường.');
  await press(page, 'Quay lại', 'link');
  await page.getByRole('region', { name: 'Tài liệu' }).getByText('kế hoạch môi trường.docx').waitFor();
}

/** Nothing goes out before the check names it. */
async function announce(page, picture) {
  await press(page, 'Kiểm tra và gửi', 'link');
  await sees(page, 'Kiểm tra trước khi gửi thông báo');
  await page.getByText('Thư không ghi tên tổ chức và nội dung họp').waitFor();
  await check(page);
  await picture(page, 'announce');
  await page.getByRole('button', { name: /^Gửi thông báo sinh hoạt cho \d+ đồng chí$/ }).click();
  await told(page, 'Đã gửi thông báo.');
  await check(page, 'a meeting that was announced');
}

/** A member is told, says that he comes, reads a paper and sends an opinion ahead. */
async function answer(page, picture) {
  await page.reload();
  await check(page, 'the day of a member');
  await picture(page, 'member');
  await press(page, 'Tôi sẽ dự');
  await told(page, 'Đã ghi trả lời.');
  await page.getByRole('link', { name: /^Thông báo/ }).filter({ visible: true }).first().click();
  await sees(page, 'Thông báo');
  await picture(page, 'notices');
  await page.getByRole('button', { name: 'Mời đồng chí dự sinh hoạt chi bộ thường kỳ' }).click();
  await sees(page, meeting);
  await check(page, 'a meeting as a member reads it');
  const paper = await download(page, 'kế hoạch môi trường.docx', 'button');
  assert.match(unzip(paper, 'word/document.xml'), /Tháng hành động/);
  await page.getByRole('link', { name: /^Gửi ý kiến trước cuộc họp/ }).click();
  await sees(page, 'Gửi ý kiến trước cuộc họp');
  await check(page);
  await page.getByLabel('Nội dung ý kiến', { exact: true }).fill(sentAhead);
  await press(page, 'Gửi ý kiến');
  await told(page, 'Đã gửi ý kiến.');
  await page.getByText(sentAhead).waitFor();
}

/** The calendar of a telephone is given the hours of meetings, and nothing else. */
async function subscribe(page, picture) {
  await page.getByRole('link', { name: /^Thông báo/ }).filter({ visible: true }).first().click();
  await press(page, 'Cách nhận thông báo', 'link');
  await sees(page, 'Cách nhận thông báo');
  await check(page);
  await press(page, 'Tạo địa chỉ lịch');
  const address = await page.getByLabel('Địa chỉ', { exact: true }).inputValue();
  await check(page, 'the address of a calendar');
  await picture(page, 'calendar');
  const calendar = await (await fetch(new URL(new URL(address).pathname, page.url()))).text();
  assert.match(calendar, /DTSTART[^\r\n]*20260603T/);
  assert.match(calendar, /SUMMARY:Lịch họp\r\n/);
  assert.doesNotMatch(calendar, /Chi bộ|Sinh hoạt|Trạm|Phòng/);
}

/** Another asks for leave; why is read by the committee, and by no other member. */
async function beg(page, other) {
  await choose(page, 'Sinh hoạt');
  await press(page, meeting, 'link');
  await fill(page, { 'Lý do xin vắng (không bắt buộc)': excuse });
  await press(page, 'Xin phép vắng');
  await told(page, 'Đã ghi trả lời.');
  await other.goto(page.url());
  const seen = await other.content();
  for (const text of [excuse, 'Lý do xin vắng:']) assert.equal(seen.includes(text), false, 'no member reads why another stays away');
  assert.equal((await page.content()).includes(sentAhead), false, 'no member reads what another sent ahead');
}

/** The committee reads the answers, and enters one for somebody without a telephone. */
async function enterFor(page) {
  await press(page, meeting, 'link');
  await page.getByText(sentAhead).waitFor();
  await press(page, 'Chi tiết', 'link');
  await sees(page, 'Trả lời thông báo');
  await page.getByText(excuse).waitFor();
  const form = page.getByRole('region', { name: 'Nhập hộ' });
  await form.getByLabel('Đồng chí', { exact: true }).selectOption({ index: 3 });
  await form.getByLabel('Sẽ dự').check();
  await check(page, 'the answers to a notice');
  await press(form, 'Lưu trả lời');
  await told(page, 'Đã ghi trả lời.');
}

/** The day has come: the meeting is opened and the roll is called. */
async function open(page, picture) {
  await check(page, 'the day of a meeting');
  await press(page, 'Vào cuộc họp để khai mạc', 'link');
  await sees(page, meeting);
  await press(page, 'Khai mạc cuộc họp');
  await sees(page, 'Điểm danh');
  await press(page, 'Các đồng chí còn lại có mặt');
  await told(page, 'Đã lưu điểm danh.');
  await page.getByRole('button', { name: 'Cao Thị O1' }).click();
  await page.getByText('Vắng có lý do: Cao Thị O1').waitFor();
  await check(page, 'the roll call');
  await picture(page, 'roll');
}

/** Members and the screen of the room follow what is on the floor, without a press. */
async function follow(member, screen, page) {
  await member.reload();
  await press(member, 'Theo dõi cuộc họp', 'link');
  await screen.goto(page.url().replace(/attendance.*/, 'projector'));
  await page.goto(page.url().replace(/.attendance.*/, ''));
  await page.getByRole('link', { name: 'Kiểm điểm việc thực hiện nhiệm vụ' }).click();
  await press(page, 'Chuyển sang mục này');
  await told(page, 'Đã chuyển mục.');
  for (const other of [member, screen]) await other.getByRole('heading', { name: 'Kiểm điểm việc thực hiện nhiệm vụ của đảng viên' }).waitFor();
}

/** An opinion, a conclusion and a task are written down where they were said. */
async function record(page, picture) {
  await press(page, 'Sang góp ý');
  const notes = page.getByRole('region', { name: 'Ý kiến thảo luận' });
  await notes.getByLabel('Người phát biểu').selectOption({ label: 'Phạm Thị D1' });
  await notes.getByLabel('Nội dung ý kiến').fill(noted);
  await press(notes, 'Ghi ý kiến');
  await notes.getByText(noted).waitFor();
  const conclusion = page.getByRole('region', { name: 'Kết luận của chủ trì' });
  await conclusion.getByLabel('Kết luận', { exact: true }).fill('Tuần này lắp khóa tủ thuốc tầng hai.');
  await press(conclusion, 'Lưu kết luận');
  await told(page, 'Đã lưu kết luận.');
  await fill(conclusion, { 'Nhiệm vụ': chore, 'Thời hạn': '10/06/2026' });
  await conclusion.getByLabel('Người thực hiện').selectOption({ label: 'Phạm Thị D1' });
  await press(conclusion, 'Thêm nhiệm vụ');
  await told(page, 'Đã giao nhiệm vụ.');
  await check(page, 'the room');
  await picture(page, 'running');
}

/** Whoever spoke corrects his own words; the screen of the room shows no words and nobody's absence. */
async function correct(page, screen, leader, picture) {
  await page.getByText(noted).waitFor();
  await check(page, 'a meeting as members follow it');
  await page.getByText(noted).evaluate((words) => words.scrollIntoView({ block: 'center' }));
  await picture(page, 'words');
  await press(page, 'Sửa lời ghi', 'link');
  await fill(page, { 'Nội dung ý kiến': corrected });
  await check(page, 'the words of a member');
  await press(page, 'Lưu ý kiến');
  await leader.getByText(corrected).waitFor();
  await check(screen, 'the screen of the room');
  const shown = await screen.content();
  for (const text of [noted, corrected, 'Cao Thị O1']) assert.equal(shown.includes(text), false, 'the screen of the room tells no words and no absence');
  assert.equal((await page.content()).includes(excuse), false);
  await screen.close();
}

/** The vote counts on those summoned, by the rule of the day. */
async function decide(page) {
  await page.getByRole('link', { name: 'Kết luận, biểu quyết nghị quyết' }).click();
  await press(page, 'Chuyển sang mục này');
  const votes = page.getByRole('region', { name: 'Biểu quyết giơ tay' });
  await fill(votes, { 'Nội dung biểu quyết': 'Thông qua nghị quyết tháng 6', 'Tán thành': '12' });
  await press(votes, 'Ghi kết quả');
  await told(page, 'Đã ghi kết quả biểu quyết.');
  await votes.getByText('Thông qua', { exact: true }).waitFor();
  await check(page, 'a vote');
}

/** The end names what was not concluded, and asks why. */
async function close(page) {
  await page.getByRole('link', { name: 'Kết thúc họp' }).first().click();
  await sees(page, 'Kết thúc cuộc họp');
  await fill(page, { 'Giờ kết thúc': '16:20' });
  await press(page, 'Kết thúc họp');
  for (const reason of await page.getByLabel(/^Lý do chưa kết luận/).all()) await reason.fill('Chuyển sang kỳ sau.');
  await check(page, 'the end of a meeting');
  await press(page, 'Kết thúc họp');
  await told(page, 'Cuộc họp đã kết thúc.');
}

/** Minutes and resolution are read, mended and frozen with their numbers, for Word and for the printer. */
async function write(page, picture) {
  await check(page, 'draft minutes');
  await press(page, 'Chốt biên bản');
  await told(page, 'Đã chốt biên bản.');
  await papersOf(page, ['Phạm Thị D1', corrected, chore]);
  await press(page, 'Văn bản', 'link');
  await page.getByRole('listitem').filter({ hasText: 'Nghị quyết' }).getByRole('link', { name: 'Soạn thảo' }).click();
  await sees(page, `Nghị quyết: ${meeting}`);
  await fill(page, { 'Biểu dương, nhắc nhở (không bắt buộc)': 'Biểu dương Tổ Dự phòng.' });
  await press(page, 'Lưu dự thảo');
  await told(page, 'Đã lưu dự thảo.');
  await check(page, 'a draft resolution');
  await picture(page, 'resolution');
  await press(page, 'Chốt nghị quyết');
  await told(page, 'Đã chốt văn bản');
  const text = await papersOf(page, [chore, 'Biểu dương Tổ Dự phòng.']);
  assert.equal(text.includes(corrected), false, 'a resolution quotes nobody');
}

/** The paper on the page as Word and PDF; gives back the words of the former. */
async function papersOf(page, parts) {
  const word = await download(page, 'Tải Word');
  const text = unzip(word, 'word/document.xml').replace(/<[^>]+>/g, '');
  const number = (await page.getByRole('article').innerText()).match(/Số\s+\d+\S*/)?.[0];
  assert.ok(number, 'a frozen paper has a number');
  for (const part of [number, ...parts]) assert.ok(text.includes(part), `${part} in the Word file`);
  assert.equal((await download(page, 'Tải PDF')).toString('latin1', 0, 5), '%PDF-');
  return text;
}

/** Both are posted elsewhere by hand: the bundle is made for that, and the day is noted. */
async function publish(page, picture) {
  await press(page, 'Văn bản', 'link');
  await sees(page, `Văn bản: ${meeting}`);
  const bundle = await download(page, 'Tải gói văn bản', 'button');
  const index = unzip(bundle, 'MUC_LUC.txt');
  for (const name of names(bundle)) if (name !== 'MUC_LUC.txt') assert.ok(index.includes(name), `${name} in the index`);
  assert.ok(names(bundle).some((name) => name.endsWith('.docx')) && names(bundle).some((name) => name.endsWith('.pdf')));
  await page.getByRole('listitem').filter({ hasText: 'Nghị quyết' }).getByRole('link', { name: 'Ghi đã đăng' }).click();
  await check(page, 'the day of posting');
  await press(page, 'Lưu ngày đăng');
  await told(page, 'Đã lưu ngày đăng.');
  await check(page, 'the papers of a meeting');
  await picture(page, 'papers');
}

/** What goes up is shown before it goes: the extract, and the resolution where it is chosen. */
async function report(page) {
  await press(page, 'Báo cáo cấp trên', 'link');
  await sees(page, 'Báo cáo cấp trên');
  assert.equal((await page.content()).includes(corrected), false, 'no words of a member go up');
  await page.getByRole('checkbox', { name: 'Nghị quyết' }).check();
  await check(page, 'a report upward');
  await press(page, 'Gửi báo cáo');
  await told(page, 'Đã báo cáo cấp trên.');
}

/** The task of the meeting: progress and report by the member, the evaluation by the committee. */
async function work(member, leader, picture) {
  await choose(member, 'Nhiệm vụ');
  await check(member, 'the tasks of a member');
  await press(member, chore, 'link');
  await member.getByLabel(/^Đã làm được/).fill('60');
  await member.getByLabel(/^Đã làm đến đâu/).fill('Đã mua khóa.');
  await press(member, 'Ghi tiến độ');
  await told(member, 'Đã ghi tiến độ.');
  await check(member, 'a task');
  await picture(member, 'task');
  await press(member, 'Báo cáo kết quả', 'link');
  await member.getByLabel(/^Kết quả thực hiện/).fill('Đã lắp khóa, giao chìa cho trực ban.');
  await press(member, 'Báo cáo kết quả');
  await told(member, 'Đã gửi báo cáo kết quả cho chi ủy.');
  await choose(leader, 'Nhiệm vụ');
  await press(leader, chore, 'link');
  await press(leader, 'Kết thúc và đánh giá', 'link');
  await leader.getByLabel('Hoàn thành tốt').check();
  await check(leader, 'the evaluation of a task');
  await press(leader, 'Kết thúc và đánh giá');
  await told(leader, 'Đã kết thúc nhiệm vụ.');
}

/** The office sees that the cell met, how many came and what was sent up: no words, no names of speakers. */
async function oversee(page, picture) {
  await choose(page, 'Sinh hoạt');
  await page.getByRole('link', { name: /^Đã xong/ }).click();
  const held = page.getByRole('listitem').filter({ hasText: 'Chi bộ Trạm Y tế' }).filter({ hasText: meeting });
  await held.getByText('Có mặt 13/14').waitFor();
  await check(page, 'the meetings below');
  await held.getByRole('link').click();
  await sees(page, 'Chi bộ Trạm Y tế');
  await page.getByRole('link', { name: /^Nghị quyết/ }).click();
  await page.getByRole('article').getByText(chore).first().waitFor();
  await check(page, 'what a cell sent up');
  for (const text of [noted, corrected, sentAhead, excuse]) assert.equal((await page.content()).includes(text), false, 'no words of a member reach the office');
  await picture(page, 'oversee');
}

/** What a successor needs: the page of the hand-over, and the binder of the year. */
async function handOver(page) {
  await choose(page, 'Hôm nay');
  await press(page, 'Bàn giao công tác bí thư', 'link');
  await sees(page, 'Bàn giao công tác bí thư');
  await check(page);
  await choose(page, 'Sinh hoạt');
  await press(page, 'Hồ sơ năm', 'link');
  await sees(page, 'Hồ sơ sinh hoạt năm 2026');
  await check(page);
  assert.equal((await download(page, 'Tải PDF')).toString('latin1', 0, 5), '%PDF-');
  assert.ok(names(await download(page, 'Tệp nén')).includes('MUC_LUC.txt'));
}
