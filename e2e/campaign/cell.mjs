// What a cell makes of a theme: its programme, its meeting, and who of it is not done yet.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { choose, download, fill, press, sees, told } from '../lib/people.mjs';
import { unzip } from '../lib/zip.mjs';
import { asked, theme } from './lead.mjs';

const own = 'Trả lời hồ sơ qua thư điện tử trong ngày';

/** The secretary reads the notice and receives the theme; the next meeting has the item already. */
export async function receive(leader, address) {
  await leader.goto('/notify');
  await leader.getByText(`Chủ đề mới được phát động: ${theme}`).first().waitFor();
  await leader.goto(address);
  await press(leader, 'Tiếp nhận chủ đề');
  await told(leader, 'Đã tiếp nhận chủ đề.');
  await checkPage(leader, 'a theme as a cell sees it');
}

/** The next regular meeting has the item by itself. */
export async function agenda(leader) {
  await leader.goto('/meeting');
  await press(leader, 'Sinh hoạt thường kỳ tháng 1/2027', 'link');
  await leader.getByText(`Quán triệt, triển khai chủ đề năm 2027 “${theme}”`).first().waitFor();
}

/** The cell's programme follows the committee's, has a number of its own and is printed. */
export async function adapt(leader, address) {
  await leader.goto(`${address}/programme`);
  await leader.getByRole('region', { name: 'Cấp trên yêu cầu' }).getByText(asked).waitFor();
  await leader.getByRole('main').getByRole('link', { name: 'Thêm nhiệm vụ' }).first().click();
  await fill(leader, { 'Nội dung nhiệm vụ': own, 'Thời hạn (không bắt buộc)': '31/12/2027' });
  await leader.getByLabel('Thực hiện nhiệm vụ nào của cấp trên').selectOption({ label: asked });
  await press(leader, 'Lưu');
  await leader.getByText('Đồng chí chọn người hoặc ghi bộ phận thực hiện.').first().waitFor();
  await leader.getByText('Đồng chí ghi ngày trong khoảng').first().waitFor();
  assert.equal(await leader.getByLabel('Nội dung nhiệm vụ').inputValue(), own, 'nothing that was typed is lost');
  await checkPage(leader, 'the form of a work item');
  await leader.getByLabel('Người thực hiện').selectOption({ index: 2 });
  await fill(leader, { 'Thời hạn (không bắt buộc)': '30/09/2027' });
  await press(leader, 'Lưu');
  await told(leader, 'Đã thêm nhiệm vụ.');
  await press(leader, 'Ban hành chương trình', 'link');
  await press(leader, 'Ban hành chương trình');
  await told(leader, 'Đã ban hành chương trình.');
  await checkPage(leader, 'the programme of a cell');
  await press(leader, 'In chương trình', 'link');
  await checkPage(leader, 'the programme of a cell on paper');
  const paper = unzip(await download(leader, 'Tải Word'), 'word/document.xml');
  for (const words of [theme, own]) assert.ok(paper.includes(words), `${words} stands in the file`);
}

/** Who took part in the study is noted at once: everybody who has not read all that there is to learn. Gives the unit. */
export async function noteStudy(leader, address, missing) {
  await leader.goto(address);
  await press(leader, 'Ai chưa xong', 'link');
  await sees(leader, 'Ai chưa xong');
  await fill(leader, { 'Ngày học tập': '10/01/2027' });
  await press(leader, 'Ghi nhận');
  await leader.getByText('Chọn ít nhất một đồng chí.').first().waitFor();
  await checkPage(leader, 'who is not done yet');
  await press(leader, 'Chọn tất cả', 'link');
  await fill(leader, { 'Ngày học tập': '05/01/2027' });
  await press(leader, 'Ghi nhận');
  await told(leader, `Đã ghi nhận ${missing} đồng chí.`);
  await leader.getByRole('region', { name: 'Chưa xong' }).getByText('Không còn ai').waitFor();
  return new URL(leader.url()).searchParams.get('unit');
}

/** The cell sees by name who has not registered yet, and reminds them. */
export async function whoLacks(leader, address, { registered, missing }) {
  await roll(leader, address, /^Đăng ký làm theo/);
  const list = leader.getByRole('region', { name: 'Chưa xong' });
  assert.equal(await list.getByRole('listitem').count(), missing);
  assert.equal(await list.getByText(registered, { exact: true }).count(), 0, `${registered} has registered`);
  await press(leader, `Nhắc ${missing} đồng chí chưa xong`);
  await told(leader, `Đã nhắc`);
}

/** Everybody has registered, and handed in a report; the leader reads one and says something to it. */
export async function readReport(leader, address, everybody, author) {
  await roll(leader, address, /^Đăng ký làm theo/);
  await leader.getByRole('region', { name: 'Chưa xong' }).getByText('Không còn ai').waitFor();
  await press(leader.getByRole('main'), /^Viết thu hoạch/, 'link');
  const done = leader.getByRole('region', { name: 'Đã xong' });
  assert.deepEqual((await done.getByRole('link').allInnerTexts()).sort(), [...everybody].sort(), 'all have handed in a report');
  await press(done, author, 'link');
  await sees(leader, `Bản thu hoạch của ${author}`);
  await fill(leader, { 'Lời góp ý': 'Nên hẹn rõ giờ trả lời.' });
  await press(leader, 'Lưu lời góp ý');
  await told(leader, 'Đã lưu lời góp ý');
  await checkPage(leader, 'a learning report as the leaders read it');
}

/** Who of the cell has taken a step, and who has not. */
async function roll(leader, address, step) {
  await leader.goto(address);
  await press(leader, 'Ai chưa xong', 'link');
  await press(leader.getByRole('main'), step, 'link');
}

/** A code of conduct of the cell's own: what it observed in two quarters, side by side. */
export async function compose(leader) {
  await choose(leader, 'Cuộc vận động');
  await press(leader.getByRole('main'), 'Chuẩn mực', 'link');
  await leader.getByRole('main').getByRole('link', { name: 'Lập bộ chuẩn mực' }).first().click();
  await fill(leader, { 'Tên bộ chuẩn mực': 'Lời chào, lời dặn', 'Các điều': 'Chào trước\nHẹn rõ giờ trả lời' });
  await press(leader, 'Lưu');
  await told(leader, 'Đã lập bộ chuẩn mực.');
  await press(leader, 'Áp dụng tại đơn vị', 'link');
  await sees(leader, 'Áp dụng tại đơn vị');
  await checkPage(leader, 'a code of conduct is chosen');
  await press(leader, 'Áp dụng tại đơn vị');
  await told(leader, 'Đơn vị bắt đầu theo dõi bộ chuẩn mực.');
  const use = new URL(leader.url()).pathname;
  await observe(leader, use, ['4', '9']);
  return use;
}

/** What was observed in the quarter, rule by rule. */
export async function observe(leader, use, numbers) {
  await leader.goto(`${use}/observe`);
  for (const [n, number] of numbers.entries()) await leader.getByLabel('Số lần').nth(n).fill(number);
  await press(leader, 'Lưu');
  await told(leader, 'Đã lưu số liệu của kỳ.');
}

/** Two quarters later the sheet compares them. */
export async function compareQuarters(leader, use) {
  await observe(leader, use, ['7', '3']);
  const sheet = leader.getByRole('table', { name: 'Bảng theo dõi' });
  await sheet.locator('tr').filter({ hasText: 'Chào trước' }).getByText('Tăng 3').waitFor();
  await sheet.locator('tr').filter({ hasText: 'Hẹn rõ giờ trả lời' }).getByText('Giảm 6').waitFor();
  await checkPage(leader, 'what was observed in two quarters');
}
