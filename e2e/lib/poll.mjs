// A secret poll, as who asks and who answers drive it.

import { fill, press, sees, told } from './people.mjs';

/** What belongs to the reader's own device on the page of a poll. */
export const device = (page) => page.getByRole('region', { name: 'Phiếu của đồng chí' });

/** Opens a poll in the running meeting whose room is on the page, and hands out its slips; look sees its form. */
export async function askPoll(page, question, look = async () => {}) {
  await press(page, 'Thăm dò ý kiến kín', 'link');
  await press(page, 'Mở thăm dò', 'link');
  await sees(page, 'Mở thăm dò');
  await look();
  await fill(page, { 'Câu hỏi': question });
  await press(page, 'Mở và phát phiếu');
  await told(page, 'Đã mở thăm dò. Phiếu đang được phát.');
}

/** Lets those vote who have a slip, once so many have one. */
export async function openVote(page, slips) {
  await press(page, 'Xem lại số phiếu', 'link');
  await page.getByText(`${slips} đồng chí đã nhận phiếu.`).waitFor();
  await press(page, 'Mở bỏ phiếu');
  await told(page, 'Đã mở bỏ phiếu.');
}

/** Casts the reader's vote and gives his receipt. */
export async function castVote(page, choice) {
  await device(page).getByRole('radio', { name: choice, exact: true }).check();
  await press(page, 'Bỏ phiếu');
  const receipt = device(page).locator('[data-receipt]').filter({ visible: true });
  await receipt.waitFor();
  return receipt.innerText();
}

/** Counts once so many have voted, and gives the rows of the result. */
export async function countPoll(page, votes) {
  await press(page, 'Xem lại số phiếu', 'link');
  await page.getByText(`${votes} trong ${votes} phiếu đã bỏ.`).waitFor();
  await press(page, 'Kiểm phiếu');
  await told(page, 'Đã kiểm phiếu.');
  const rows = page.getByRole('region', { name: 'Kết quả' }).getByRole('row');
  return rows.evaluateAll((all) => all.slice(1).map((row) => [...row.cells].slice(0, 2).map((cell) => cell.innerText)));
}
