// What is to be mended, followed until it is.

import assert from 'node:assert/strict';
import { choose, fill, press, sees, told } from '../lib/people.mjs';
import { check, toMend } from './cast.mjs';

const helper = 'Vũ Thị E1';

/** Opens what to mend from the list, as who leads. */
async function toRemark(page, title) {
  await choose(page, 'Sinh hoạt');
  await page.getByRole('main').getByRole('link', { name: 'Báo cáo liên hệ', exact: true }).click();
  await press(page, 'Nội dung cần khắc phục', 'link');
  await sees(page, 'Nội dung cần khắc phục');
  await press(page, title, 'link');
  await sees(page, title);
}

/** The committee agrees who helps with what until when. */
export async function help(page) {
  await toRemark(page, toMend[0]);
  await press(page, 'Thống nhất việc giúp đỡ', 'link');
  await page.getByLabel('Người giúp đỡ').selectOption({ label: helper });
  await fill(page, { 'Việc giúp đỡ': 'Cùng chuẩn bị ý kiến trước giao ban thứ hai hằng tuần.', 'Thời hạn': '28/02/2026' });
  await check(page, 'help that is agreed');
  await press(page, 'Ghi việc giúp đỡ');
  await told(page, 'Đã ghi việc giúp đỡ');
}

/** The member sees the same day what he is to mend, and says what he will do. */
export async function answer(page, picture) {
  await choose(page, 'Báo cáo');
  await press(page, 'Nội dung cần khắc phục', 'link');
  const own = page.getByRole('region', { name: 'Nội dung đồng chí cần khắc phục' });
  for (const title of toMend) await own.getByRole('link', { name: title }).waitFor();
  await check(page, 'what a member is to mend');
  await press(own, toMend[0], 'link');
  await page.getByRole('region', { name: 'Chi bộ giúp đỡ' }).getByText(helper).waitFor();
  await fill(page, { 'Ý kiến trả lời': 'Tôi nhận, mỗi tuần góp ý ít nhất một việc.' });
  await check(page, 'a remark as its person sees it');
  await picture(page, 'remark-phone');
  await press(page, 'Gửi chi ủy');
  await told(page, 'Đã ghi ý kiến trả lời.');
}

/** Only the committee says that something is resolved; from then on it is in no list. */
export async function resolve(page) {
  await toRemark(page, toMend[1]);
  await press(page, 'Đánh giá việc khắc phục', 'link');
  await page.getByLabel('Đã khắc phục').check();
  await fill(page, { 'Căn cứ đánh giá': 'Sổ tháng 1 ghi đủ cột.' });
  await check(page, 'how a remark stands');
  await press(page, 'Ghi đánh giá');
  await told(page, 'Đã ghi đánh giá việc khắc phục.');
  await press(page, 'Nội dung cần khắc phục', 'link');
  await page.getByRole('link', { name: toMend[0] }).waitFor();
  assert.equal(await page.getByText(toMend[1]).count(), 0);
}
