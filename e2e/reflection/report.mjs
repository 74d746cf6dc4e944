// A report from its first word to its final text.

import assert from 'node:assert/strict';
import { choose, press, sees, told } from '../lib/people.mjs';
import { author, check, pledged, second, toMend } from './cast.mjs';

const did = 'Đã soạn sẵn 60 đơn thuốc mạn tính, thời gian chờ còn 14 phút.';
const ahead = 'Tôi còn ngại góp ý khi đồng nghiệp làm sai quy trình. Từ tháng 2 tôi góp ý ngay trong giao ban.';
const offline = 'Viết khi mất mạng.';
const revised = 'Từ tháng 2 tôi góp ý ngay trong giao ban sáng thứ hai.';

const part = (page, n) => page.getByLabel(new RegExp(`^${n}\\. `));

const saved = (page, words = 'Đã lưu lúc') => page.locator('[data-saved]').filter({ hasText: words }).waitFor();

/** Writes into a part, and waits until the server has it. */
export async function type(page, n, words) {
  const stored = page.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.status() === 204);
  await part(page, n).fill(words);
  await part(page, n).blur();
  await stored;
  await saved(page);
}

/** Titles of what was registered are inserted; what is typed without a network is kept on the device, and goes by itself. */
export async function write(page, picture) {
  const own = page.getByRole('region', { name: 'Báo cáo liên hệ của tôi' });
  await own.getByText('Trình bày tại kỳ sinh hoạt tháng 1').waitFor();
  await press(own, 'Bắt đầu viết', 'link');
  await sees(page, `Đồng chí ${author}`);
  await press(page, 'Chèn tên mục A1 vào bài');
  assert.equal(await part(page, 1).inputValue(), `${pledged}: `);
  await part(page, 1).fill(`${pledged}: ${did}`);
  await type(page, 3, ahead);
  await page.context().setOffline(true);
  await part(page, 2).fill(offline);
  await saved(page, 'đang giữ trên máy này');
  await page.context().setOffline(false);
  await saved(page);
  await page.reload();
  assert.deepEqual([await part(page, 1).inputValue(), await part(page, 2).inputValue()], [`${pledged}: ${did}`, offline]);
  await page.getByRole('region', { name: 'Đã đăng ký đầu năm' }).getByText('Đã nêu trong báo cáo').waitFor();
  await part(page, 2).fill('');
  await check(page, 'a report as it is written');
  await picture(page, 'write-phone');
  await press(page, 'Gửi chi ủy');
  await told(page, 'Đã gửi dự thảo.');
}

/** The other reporter of the month needs one sentence. */
export async function writeShort(page) {
  await press(page.getByRole('region', { name: 'Báo cáo liên hệ của tôi' }), 'Bắt đầu viết', 'link');
  await part(page, 1).fill('Tôi đã hướng dẫn 3 đồng chí mới vào nghề.');
  await press(page, 'Gửi chi ủy');
  await told(page, 'Đã gửi dự thảo.');
}

/** Opens somebody's report from the list of the year, as who leads. */
async function toReport(page, name) {
  await page.goto('/home');
  await choose(page, 'Sinh hoạt');
  await page.getByRole('main').getByRole('link', { name: 'Báo cáo liên hệ', exact: true }).click();
  await page.getByRole('row').filter({ hasText: name }).first().getByRole('link').click();
  await sees(page, `Đồng chí ${name}`);
}

/** Two read it: one comments on words that he selects, the other on a part and on the whole; it is given back. */
export async function comment(leader, deputy, picture) {
  await Promise.all([toReport(leader, author), toReport(deputy, author)]);
  await leader.locator('[data-select=ahead]').evaluate((text) => {
    const range = document.createRange();
    range.setStart(text.firstChild, 0);
    range.setEnd(text.firstChild, text.textContent.indexOf('khi đồng nghiệp'));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await leader.getByLabel('Nội dung góp ý').fill('Đồng chí nêu một việc cụ thể đã xảy ra.');
  await press(leader, 'Ghi góp ý');
  await told(leader, 'Đã ghi góp ý.');
  await leader.locator('mark').filter({ hasText: 'Tôi còn ngại góp ý' }).waitFor();
  await deputy.getByLabel('Góp ý vào').selectOption({ label: 'Phần 1' });
  await deputy.getByLabel('Nội dung góp ý').fill('Thêm số đơn đã soạn.');
  await press(deputy, 'Ghi góp ý');
  await told(deputy, 'Đã ghi góp ý.');
  await deputy.getByLabel('Nội dung góp ý').fill('Bài viết chân thành.');
  await press(deputy, 'Ghi góp ý');
  await told(deputy, 'Đã ghi góp ý.');
  await leader.reload();
  await leader.getByText('Bài viết chân thành.').waitFor();
  await check(leader, 'a draft as the committee reads it');
  await picture(leader, 'review-desktop');
  await press(leader, 'Gửi lại tác giả');
  await told(leader, 'Đã gửi lại tác giả');
}

/** The author answers, mends, and sees what changed word by word. */
export async function revise(page, picture) {
  await page.goto('/home');
  await press(page.getByRole('region', { name: 'Báo cáo liên hệ của tôi' }), 'Xem góp ý và sửa', 'link');
  const margin = page.getByRole('complementary', { name: 'Góp ý của chi ủy' });
  await margin.getByText('Trả lời', { exact: true }).first().click();
  await margin.getByLabel(/^Trả lời góp ý/).first().fill('Tôi đã bổ sung.');
  await press(margin, 'Gửi trả lời');
  await told(page, 'Đã gửi trả lời.');
  await margin.getByRole('button', { name: 'Đánh dấu đã sửa' }).first().click();
  await told(page, 'Đã đánh dấu góp ý đã sửa.');
  await type(page, 3, `Tôi còn ngại góp ý khi đồng nghiệp làm sai quy trình. ${revised}`);
  await page.reload();
  await picture(page, 'write-desktop');
  await press(page, 'So với bản đã gửi', 'link');
  await page.locator('ins').filter({ hasText: 'sáng thứ hai' }).waitFor();
  await check(page, 'what changed in a report');
  await picture(page, 'compare-desktop');
  await press(page, 'Báo cáo liên hệ', 'link');
  await press(page, 'Gửi lại chi ủy');
  await told(page, 'Đã gửi dự thảo.');
}

/** Nothing is left to ask of the other report: somebody else of the committee says so, never its author. */
export async function agree(leader, own) {
  await Promise.all([toReport(leader, second), toReport(own, second)]);
  assert.equal(await own.getByRole('button', { name: 'Nhất trí với dự thảo' }).count(), 0);
  await press(leader, 'Nhất trí với dự thảo');
  await told(leader, 'Đã nhất trí với dự thảo.');
}

/** The final text follows the conclusion; from now on it stays. */
export async function complete(page) {
  await page.goto('/home');
  await page.getByRole('region', { name: 'Báo cáo liên hệ của tôi' }).getByRole('link').click();
  await sees(page, `Đồng chí ${author}`);
  await page.getByRole('region', { name: 'Kết luận' }).getByRole('link', { name: toMend[1] }).waitFor();
  await type(page, 2, 'Tôi tiếp thu hai nội dung chi bộ kết luận.');
  await check(page, 'a report as it is completed');
  await press(page, 'Hoàn thiện báo cáo');
  await told(page, 'Báo cáo đã hoàn thiện.');
  await check(page, 'a final report');
}

/** Beside the next report lie what is open and the last words of the one before. */
export async function returning(page) {
  await press(page.getByRole('region', { name: 'Báo cáo liên hệ của tôi' }), 'Bắt đầu viết', 'link');
  const beside = page.getByRole('region', { name: 'Nội dung đã được góp ý' });
  await beside.getByText(toMend[0]).waitFor();
  assert.equal(await page.getByText(toMend[1]).count(), 0);
  await page.getByText('Xem hướng khắc phục đã nêu trong báo cáo tháng 1/2026').click();
  await page.getByText(revised).waitFor();
  await press(page, 'Chèn tên mục B1 vào bài');
  assert.equal(await part(page, 2).inputValue(), `${toMend[0]}: `);
}
