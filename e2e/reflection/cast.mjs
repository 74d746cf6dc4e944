// Who plays in the story of reports and commitments, and how everybody comes in.

import { checkPage } from '../lib/browser.mjs';
import { fill, press } from '../lib/people.mjs';

const password = 'chi-bo-mau-2026!'; // of every sample account
export const author = 'Phạm Thị D1'; // signs in as dangvien
export const second = 'Lê Văn C1'; // of the committee, signs in as chiuyvien
export const pledged = 'Giảm thời gian chờ cấp thuốc'; // what the author registers first
export const toMend = ['Chưa mạnh dạn góp ý', 'Ghi sổ chưa đủ cột']; // what the author is asked for in January

/** Everybody begins at the page of the day; who is not signed in signs in. */
export async function arrive(...people) {
  await Promise.all(
    people.map(async ([page, user]) => {
      await page.goto('/home');
      if (new URL(page.url()).pathname === '/login') {
        await page.getByLabel('Máy này của riêng tôi').check(); // what is written is kept on it
        await fill(page, { 'Tên đăng nhập': user, 'Mật khẩu': password });
        await press(page, 'Đăng nhập');
      }
      await page.getByRole('heading', { level: 1, name: 'Chào đồng chí' }).waitFor();
    }),
  );
}

/** Checks page from its top, where the head of the page lies over nothing. */
export async function check(page, what) {
  await page.evaluate(() => scrollTo(0, 0));
  await checkPage(page, what);
}
