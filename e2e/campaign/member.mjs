// The steps that a theme asks of everybody: the learning report, and what somebody registers.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { submit, text } from '../lib/form.mjs';
import { fill, press, sees, told } from '../lib/people.mjs';
import { signUp } from './cast.mjs';

const awareness = 'Người bệnh ngại nhất là không biết phải chờ bao lâu.';
const duty = 'Gọi lại cho người gửi hồ sơ trong ngày, từ tháng 2.';

export const cast = {
  writer: 'Phan Văn G3', // has registered nothing for the year yet
  caller: 'Bùi Thị B3', // by telephone
  quiet: ['Đỗ Văn C3', 'Dương Văn Đ3', 'Lý Thị E3'], // by the forms alone
};

/** Where the leader of the cell keeps somebody's account. */
export async function accountOf(leader, name) {
  const list = await text(await leader.context().request.get('/accounts'));
  return list.match(new RegExp(`href="(/accounts/[0-9a-f-]{36})">${name}</a>`))?.[1] ?? assert.fail(`no ${name} among the accounts`);
}

/** A member writes the report; a duty in general words gets a hint that nobody else sees. */
export async function write(page) {
  await page.goto('/step');
  await sees(page, 'Chủ đề năm');
  await checkPage(page, 'the steps of a theme');
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

/** A member ties to the theme what he registers for the year; begun: it was sent before the theme came. */
export async function register(page, { begun = false } = {}) {
  await page.goto('/step');
  await press(page, 'Gắn bản đăng ký năm 2027');
  await told(page, 'Đã gắn bản đăng ký với chủ đề.');
  if (begun) return;
  await press(page, 'Viết tiếp', 'link');
  const first = page.getByRole('region', { name: 'Nội dung 1' });
  await fill(first, { 'Nội dung': 'Trả lời hồ sơ đúng hẹn', 'Việc làm cụ thể': duty, 'Chỉ tiêu': '100% hồ sơ có hẹn giờ', 'Thời hạn': 'Trước 30/6' });
  await press(page, 'Gửi chi ủy');
  await told(page, 'Đã gửi bản đăng ký.');
}

/** The same by the forms alone, for somebody whom nobody looks at. */
export async function takeSteps(t, browser, origin, leader, name, username, address) {
  const context = await browser.newContext({ baseURL: origin });
  t.after(() => context.close());
  const { request } = context;
  await signUp(request, leader.context().request, await accountOf(leader, name), username);
  const steps = await text(await request.get('/step'));
  const theme = address.replace('/campaign/', '/step/');
  const action = (what) => steps.match(new RegExp(`action="(${theme}/${what}\\?unit=[^"]+)"`))?.[1] ?? assert.fail(`${name} has no form ${what}`);
  await submit(request, '/step', action('report'));
  const [report] = (await text(await request.get('/step'))).match(/\/step\/report\/[0-9a-f-]{36}/);
  await send(request, `${report}/edit`, `${report}/send`, { awareness, duties: duty });
  await submit(request, '/step', action('register'));
}

/** Sends the form on the page at path elsewhere than it goes by itself, as a second button does. */
async function send(request, path, action, fields) {
  const form = (await text(await request.get(path))).match(new RegExp(`<form[^>]*action="${path}"[^>]*>(.*?)</form>`, 's'))[1];
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  return text(await request.post(action, { form: { ...Object.fromEntries(hidden), ...fields } }));
}
