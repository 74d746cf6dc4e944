// The steps that a theme asks of everybody: what there is to learn, the learning report, and what somebody registers.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { hidden, send, text } from '../lib/form.mjs';
import { fill, press, sees, told } from '../lib/people.mjs';

const awareness = 'Người bệnh ngại nhất là không biết phải chờ bao lâu.';
const duty = 'Gọi lại cho người gửi hồ sơ trong ngày, từ tháng 2.';
const registered = { 'Nội dung': 'Trả lời hồ sơ đúng hẹn', 'Việc làm cụ thể': duty, 'Chỉ tiêu': '100% hồ sơ có hẹn giờ', 'Thời hạn': 'Trước 30/6' };

/** A member reads what there is to learn, which is studying, and answers the question once wrongly and once rightly. */
export async function learn(page) {
  await page.goto('/step');
  await sees(page, 'Chủ đề năm');
  await checkPage(page, 'the steps of a theme');
  await press(page, 'Tài liệu học tập', 'link');
  await press(page, 'Đọc tài liệu tiếp theo', 'link');
  await press(page, 'Đã đọc');
  await told(page, 'Đã ghi nhận đồng chí đã đọc');
  await press(page, 'Làm bài kiểm tra', 'link');
  for (const [choice, says] of [['Không phải chờ', 'Chưa đúng, mời chọn lại.'], ['Phải chờ bao lâu', 'Đúng cả 1 câu. Đồng chí đã đạt.']]) {
    await page.getByRole('radio', { name: choice }).check();
    await press(page, 'Nộp bài');
    await page.getByText(says).first().waitFor();
  }
  await checkPage(page, 'what there is to learn');
}

/** A member writes the report; a duty in general words gets a hint that nobody else sees. */
export async function write(page) {
  await page.goto('/step');
  await press(page, 'Viết thu hoạch');
  await fill(page, { 'Nhiệm vụ cụ thể của bản thân': 'Nâng cao tinh thần trách nhiệm' });
  await page.locator('[data-hint]').first().waitFor();
  await checkPage(page, 'a learning report as it is written');
  await fill(page, { 'Nhiệm vụ cụ thể của bản thân': duty });
  await page.locator('[data-hint]').first().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Gửi chi ủy' }).click();
  await page.getByText('Nêu nhận thức của bản thân.').first().waitFor();
  assert.equal(await page.getByLabel('Nhiệm vụ cụ thể của bản thân').inputValue(), duty, 'nothing that was typed is lost');
  await fill(page, { 'Nhận thức của bản thân': awareness });
  await page.getByRole('button', { name: 'Gửi chi ủy' }).click();
  await told(page, 'Đã gửi bản thu hoạch.');
}

/** A member registers for the theme, with the first pledge of the year. */
export async function register(page) {
  await page.goto('/step');
  await press(page, 'Gắn bản đăng ký năm 2027');
  await told(page, 'Đã gắn bản đăng ký với chủ đề.');
  await press(page, 'Viết tiếp', 'link');
  await fill(page.getByRole('region', { name: 'Nội dung 1' }), registered);
  await press(page, 'Gửi chi ủy');
  await told(page, 'Đã gửi bản đăng ký.');
}

/** The same by the forms alone, for somebody whom nobody looks at; unsent: the pledge of the year is still to be handed in. */
export async function takeSteps(own, address, unit, unsent) {
  const [steps, theme] = [await text(await own.get(`/step?unit=${unit}`)), address.replace('/campaign/', '/step/')];
  const begin = (what) => {
    const action = `${theme}/${what}?unit=${unit}`;
    return own.post(action, { form: hidden(steps, action) }).then(text);
  };
  const [written, pledged] = [await begin('report'), await begin('register')];
  const [report] = written.match(/\/step\/report\/[0-9a-f-]{36}/);
  await send(own, `${report}/send`, { ...hidden(written, `${report}/edit`), awareness, duties: duty });
  if (!unsent) return;
  const [pledge] = pledged.match(/\/commitment\/[0-9a-f-]{36}/);
  const items = Object.fromEntries(['heading', 'work', 'measure', 'due'].map((part, n) => [`item-1-${part}`, Object.values(registered)[n]]));
  await send(own, `${pledge}/submit`, { ...hidden(await text(await own.get(`${pledge}/edit`)), `${pledge}/edit`), ...items });
}
