// The meeting that hears two reports.

import assert from 'node:assert/strict';
import { choose, fill, press, sees, told } from '../lib/people.mjs';
import { author, check, second, toMend } from './cast.mjs';

const title = 'Sinh hoạt thường kỳ tháng 1/2026';
const unkind = 'Đồng chí lúc nào cũng chậm.';
const why = 'Nhận xét về con người, chưa nêu việc.';
const reserved = 'Tôi giữ ý kiến: nên góp ý riêng trước khi nêu trong giao ban.';

/** The day comes from the plan of the year; the reports of the month stand on the agenda, and who comes in the next. */
export async function prepare(page) {
  await choose(page, 'Sinh hoạt');
  await press(page, 'Lập kế hoạch cuộc họp', 'link');
  assert.equal(await page.getByLabel('Ngày họp', { exact: true }).inputValue(), '14/01/2026');
  await fill(page, { 'Địa điểm': 'Phòng họp tầng 2' });
  await press(page, 'Lập kế hoạch cuộc họp');
  await sees(page, title);
  const items = (await page.getByRole('table', { name: /^Chương trình/ }).getByRole('row').allInnerTexts()).join('\n');
  for (const name of [author, second]) assert.match(items, new RegExp(`Đồng chí ${name} liên hệ, báo cáo`));
  assert.match(items, /Phân công đồng chí báo cáo liên hệ tháng 2\/2026: \S+/);
  await press(page, 'Chọn người chủ trì', 'link');
  await page.getByLabel('Chủ trì', { exact: true }).selectOption({ label: 'Nguyễn Văn A1' });
  await page.getByLabel('Người ghi biên bản', { exact: true }).selectOption({ label: 'Trần Thị B1' });
  await press(page, 'Lưu kế hoạch');
  await told(page, 'Đã lưu kế hoạch cuộc họp.');
  await press(page, 'Kiểm tra và gửi', 'link');
  await page.getByRole('button', { name: /^Gửi thông báo sinh hoạt cho \d+ đồng chí$/ }).click();
  await told(page, 'Đã gửi thông báo.');
}

/** The day has come: the meeting is opened and the roll is called. */
export async function open(page) {
  await choose(page, 'Sinh hoạt');
  await press(page, title, 'link');
  await press(page, 'Khai mạc cuộc họp');
  await sees(page, 'Điểm danh');
  await press(page, 'Các đồng chí còn lại có mặt');
  await told(page, 'Đã lưu điểm danh.');
  await press(page, 'Quay lại cuộc họp', 'link');
}

/** One report is heard and concluded in a word; the next is on the floor. */
export async function hearOther(page) {
  await page.getByRole('link', { name: new RegExp(`${second} liên hệ`) }).click();
  await press(page, 'Chuyển sang mục này');
  await told(page, 'Đã chuyển mục.');
  await fill(page, { 'Đánh giá': 'Gương mẫu, có kết quả.' });
  await press(page, 'Lưu kết luận');
  await told(page, 'Đã lưu kết luận.');
  await press(page, 'Mục tiếp theo');
  await sees(page, `Đồng chí ${author} liên hệ, báo cáo việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh`);
}

/** Five speak; each opinion is noted as what it is. */
export async function discuss(page) {
  await press(page, 'Sang góp ý');
  const notes = page.getByRole('region', { name: 'Ý kiến thảo luận' });
  for (const [speaker, kind, words] of [
    ['Trần Thị B1', 'Ưu điểm', 'Việc soạn sẵn đơn thuốc có kết quả rõ.'],
    ['Cao Thị O1', 'Góp ý', unkind],
    [author, 'Trả lời', 'Tôi chậm ở khâu đối chiếu, tháng này đã bố trí thêm người.'],
    ['Vũ Thị E1', 'Đề nghị', 'Đề nghị ghi sổ theo dõi đơn thuốc đủ cột.'],
    ['Phan Văn N1', 'Bảo lưu ý kiến', reserved],
  ]) {
    await notes.getByLabel('Người phát biểu').selectOption({ label: speaker });
    await notes.getByLabel('Loại ý kiến').selectOption({ label: kind });
    await notes.getByLabel('Nội dung ý kiến').fill(words);
    await press(notes, 'Ghi ý kiến');
    await notes.getByRole('listitem').filter({ hasText: words }).getByText(kind, { exact: true }).waitFor();
  }
}

/** The chair marks what is no help, with a reason; an opinion that is reserved cannot be marked. */
export async function mark(page) {
  const notes = page.getByRole('region', { name: 'Ý kiến thảo luận' });
  await press(notes, 'Sửa ý kiến của Phan Văn N1', 'link');
  await sees(page, 'Ý kiến của Phan Văn N1');
  assert.equal(await page.getByText('Đánh dấu ý kiến').count(), 0);
  await page.goBack();
  await press(notes, 'Sửa ý kiến của Cao Thị O1', 'link');
  await page.locator('summary').filter({ hasText: 'Đánh dấu ý kiến chưa mang tính xây dựng' }).click();
  await fill(page, { 'Lý do': why });
  await check(page, 'an opinion as the recorder sees it');
  await press(page, 'Đánh dấu ý kiến chưa mang tính xây dựng');
  await told(page, 'Đã đánh dấu ý kiến và báo người phát biểu.');
}

/** The speaker is told, reads why, answers, and takes the words back. */
export async function withdraw(page) {
  await page.goto('/notify');
  await page.getByRole('button', { name: 'Chủ trì đã đánh dấu một ý kiến của đồng chí' }).click();
  await sees(page, 'Ý kiến của Cao Thị O1');
  const at = page.url();
  await page.getByText(why).waitFor();
  await check(page, 'an opinion as its speaker sees it');
  await fill(page, { 'Người phát biểu trả lời': 'Tôi xin nói lại cho đúng việc.' });
  await press(page, 'Lưu trả lời');
  await told(page, 'Đã lưu trả lời.');
  await page.goto(at);
  await press(page, 'Rút ý kiến');
  await told(page, 'Đã rút ý kiến.');
}

/** What is exemplary and what to mend, a line each; until the meeting ends nobody is held to them. */
export async function conclude(page, picture) {
  await press(page, 'Sang kết luận');
  await told(page, 'Đã chuyển phần.');
  await page.reload();
  const conclusion = page.getByRole('region', { name: 'Kết luận của chủ trì' });
  await fill(conclusion, { 'Đánh giá': 'Báo cáo nghiêm túc, có việc làm cụ thể.', 'Nêu gương': 'Soạn sẵn đơn thuốc mạn tính.', 'Cần khắc phục': toMend.join('\n') });
  await check(page, 'the conclusion of a report');
  await conclusion.evaluate((it) => scrollTo(0, it.getBoundingClientRect().top + scrollY - innerHeight / 2));
  await picture(page, 'conclude-desktop');
  await press(page, 'Lưu kết luận');
  await told(page, 'Đã lưu kết luận.');
}

/** What was not concluded is put off, and the meeting ends. */
export async function close(page) {
  await page.getByRole('link', { name: 'Kết thúc họp' }).filter({ visible: true }).first().click();
  await sees(page, 'Kết thúc cuộc họp');
  await fill(page, { 'Giờ kết thúc': '16:20' });
  await press(page, 'Kết thúc họp');
  for (const reason of await page.getByLabel(/^Lý do chưa kết luận/).all()) await reason.fill('Chuyển sang kỳ sau.');
  await press(page, 'Kết thúc họp');
  await told(page, 'Cuộc họp đã kết thúc.');
}

/** The minutes have the conclusion and what is reserved; of what was taken back only that it was. */
export async function readMinutes(page) {
  const text = await page.getByRole('article').innerText();
  for (const words of [reserved, 'Cao Thị O1 đã rút một ý kiến.', 'Soạn sẵn đơn thuốc mạn tính.', ...toMend]) assert.ok(text.includes(words), `${words} in the minutes`);
  for (const words of [unkind, why]) assert.equal(text.includes(words), false, `${words} in the minutes`);
  await press(page, 'Chốt biên bản');
  await told(page, 'Đã chốt biên bản.');
}
