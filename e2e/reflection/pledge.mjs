// What somebody registers for a year.

import assert from 'node:assert/strict';
import { choose, fill, press, sees, told } from '../lib/people.mjs';
import { author, check, pledged } from './cast.mjs';

const general = 'Nâng cao tinh thần trách nhiệm trong công việc';
const concrete = 'Bàn giao ca trực đầy đủ';

/** The year is opened for what people register. */
export async function openCall(page) {
  await choose(page, 'Đăng ký');
  await press(page, 'Danh sách đơn vị', 'link');
  await sees(page, 'Đăng ký năm 2026');
  await press(page, 'Mở đợt đăng ký', 'link');
  await fill(page, { 'Hạn gửi': '31/01/2026' });
  await check(page, 'the year of registrations');
  await press(page, 'Mở đợt đăng ký');
  await told(page, 'Đã mở đợt đăng ký');
  await check(page, 'the registrations of a cell');
}

/** Beside an item that says nothing concrete its author sees what would help; mended, the hint is gone. */
export async function pledge(page, picture) {
  await choose(page, 'Đăng ký');
  await press(page, 'Bắt đầu đăng ký');
  await sees(page, `Đồng chí ${author}`);
  const first = page.getByRole('region', { name: 'Nội dung 1' });
  await fill(first, { 'Nội dung': general });
  await press(page, 'Thêm nội dung');
  await first.getByRole('note').getByText('Chỉ đồng chí thấy gợi ý này').waitFor();
  const next = page.getByRole('region', { name: 'Nội dung 2' });
  await fill(next, { 'Nội dung': general });
  await fill(first, { 'Nội dung': pledged, 'Việc làm cụ thể': 'Soạn sẵn đơn thuốc mạn tính trước 7 giờ 30 hằng ngày.', 'Chỉ tiêu': 'Thời gian chờ không quá 15 phút', 'Thời hạn': 'Trước 30/6' });
  await first.getByRole('note').waitFor({ state: 'detached' });
  await next.getByRole('note').waitFor();
  await check(page, 'a pledge as it is written');
  await next.evaluate((it) => it.scrollIntoView({ block: 'end' }));
  await picture(page, 'pledge-phone');
  await press(page, 'Gửi chi ủy');
  await told(page, 'Đã gửi bản đăng ký.');
}

/** The committee reads the text and no hint, and may ask for more. */
export async function askForMore(page) {
  await page.reload();
  await press(page, author, 'link');
  await page.getByText(general).waitFor();
  assert.doesNotMatch(await page.content(), /gợi ý|cách nói chung/);
  await check(page, 'a pledge as the committee reads it');
  await press(page, 'Đề nghị bổ sung', 'link');
  await fill(page, { 'Điều cần bổ sung': 'Nội dung 2: đồng chí ghi việc làm và thời hạn.' });
  await check(page, 'what is asked for');
  await press(page, 'Đề nghị bổ sung');
  await told(page, 'Đã đề nghị bổ sung.');
}

/** Nothing said is refused, and the hint comes on that page too; the author says it concretely, and sends it again. */
export async function mendPledge(page) {
  await page.reload();
  await press(page, 'Viết tiếp', 'link');
  await page.getByText('Nội dung 2: đồng chí ghi việc làm và thời hạn.').waitFor();
  const next = page.getByRole('region', { name: 'Nội dung 2' });
  await fill(next, { 'Nội dung': '', 'Thời hạn': 'Từ tháng 2' });
  await press(page, 'Gửi chi ủy');
  await page.getByRole('alert').waitFor();
  await fill(next, { 'Nội dung': general });
  await next.getByRole('note').getByText('Chỉ đồng chí thấy gợi ý này').waitFor();
  await fill(next, { 'Nội dung': concrete, 'Việc làm cụ thể': 'Lập sổ bàn giao, ký từng ca.', 'Chỉ tiêu': '100% ca trực có sổ ký', 'Thời hạn': 'Từ tháng 2' });
  await press(page, 'Gửi chi ủy');
  await told(page, 'Đã gửi bản đăng ký.');
}

/** Now the committee agrees. */
export async function approve(page) {
  await page.reload();
  await page.getByText(concrete).waitFor();
  await press(page, 'Duyệt bản đăng ký');
  await told(page, 'Đã duyệt bản đăng ký.');
}

/** How an item goes is written down through the year. */
export async function progress(page) {
  await page.reload();
  await page.getByRole('listitem').filter({ hasText: pledged }).getByRole('link', { name: 'Ghi tiến độ' }).click();
  await fill(page, { 'Đã làm được (%)': '40', 'Đã làm được gì': 'Đã soạn sẵn 60 đơn.' });
  await check(page, 'the progress of an item');
  await press(page, 'Ghi tiến độ');
  await told(page, 'Đã ghi tiến độ.');
  await page.getByText('Đã soạn sẵn 60 đơn.').waitFor();
}
