// The same in a chapter of a mass organisation.

import assert from 'node:assert/strict';
import { fill, press, told } from '../lib/people.mjs';
import { check } from './cast.mjs';
import { type } from './report.mjs';

const young = 'Dương Văn H2'; // signs in as doanvien
const advice = 'Nên trực vào sáng thứ bảy, khi đông người đến.';

/** The turn of somebody who could not come is moved; he is told. */
export async function moveTurn(page) {
  await press(page.getByRole('main'), 'Báo cáo liên hệ', 'link');
  await page.getByRole('main').getByRole('link', { name: 'Lịch phân công', exact: true }).click();
  await page.getByRole('group', { name: 'Năm' }).getByRole('link', { name: '2025', exact: true }).click();
  await press(page, 'Đổi lượt', 'link');
  await page.getByRole('link', { name: new RegExp(`^Chuyển tháng.*${young}$`) }).click();
  await page.getByLabel('Tháng mới').selectOption({ label: 'Tháng 1/2026' });
  await check(page, 'a turn that is moved');
  await press(page, 'Chuyển lượt');
  await told(page, 'Đã chuyển lượt.');
}

/** A member of the chapter goes on writing, and sends it to the officers. */
export async function writeThere(page) {
  await page.reload();
  const own = page.getByRole('region', { name: 'Báo cáo liên hệ của tôi' });
  await own.getByText('Trình bày tại kỳ sinh hoạt tháng 1').waitFor();
  await press(own, 'Viết tiếp', 'link');
  await type(page, 3, 'Tôi sẽ trực thêm một buổi mỗi tháng.');
  await press(page, 'Gửi ban chấp hành');
  await told(page, 'Đã gửi dự thảo.');
}

/** A chapter holds no meeting here: its officers enter what was said and concluded. Gives back the address of the report. */
export async function hear(page) {
  await page.reload();
  const report = new URL(page.url()).pathname;
  await page.getByLabel('Nội dung góp ý').fill('Đồng chí ghi rõ buổi trực.');
  await press(page, 'Ghi góp ý');
  await told(page, 'Đã ghi góp ý.');
  await press(page, 'Ghi ý kiến và kết luận', 'link');
  await fill(page, { 'Ngày trình bày': '14/01/2026', 'Đánh giá': 'Báo cáo thẳng thắn.', 'Cần khắc phục (không bắt buộc)': 'Trực đủ buổi đã nhận' });
  await page.getByLabel('Nội dung ý kiến').first().fill(advice);
  await check(page, 'a hearing');
  await press(page, 'Ghi ý kiến và kết luận');
  await told(page, 'Đã ghi ý kiến và kết luận.');
  await page.getByText(advice).waitFor();
  await page.getByRole('link', { name: 'Trực đủ buổi đã nhận' }).waitFor();
  return report;
}

/** Whoever leads the cell sees none of it, as if it were not there. */
export async function unseen(page, report) {
  for (const path of [report, `${report}/hear`, `${report}/print`]) assert.equal((await page.goto(path)).status(), 404, path);
  await page.goto('/reflection');
  assert.equal((await page.content()).includes(young), false);
}
