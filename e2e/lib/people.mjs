// What the people of the stories do on many pages: sign in and out, choose from the menu, read a code off a telephone.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** Where the program's day begins, whatever the clock of the machine. */
const zone = 'Asia/Ho_Chi_Minh';

/** A day as people here type it, 22/11/2026; days and months may be added to today. */
export function day({ days = 0, months = 0 } = {}) {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.now()).split('-').map(Number);
  const at = new Date(Date.UTC(parts[0], parts[1] - 1 + months, months ? 1 : parts[2] + days));
  return [at.getUTCDate(), at.getUTCMonth() + 1].map((n) => String(n).padStart(2, '0')).join('/') + '/' + at.getUTCFullYear();
}

/** The six digits that an authenticator shows now for a secret in base32 (RFC 6238). */
export function code(secret) {
  const bits = [...secret.replace(/[\s=]/g, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(step).digest();
  const number = mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Fills the fields of these labels, each with its text. */
export async function fill(place, fields) {
  for (const [label, text] of Object.entries(fields)) await place.getByLabel(label, { exact: true }).fill(text);
}

/** Presses the button, or follows the link, of that name. */
export async function press(place, name, role = 'button') {
  await place.getByRole(role, { name, exact: true }).click();
}

/** The heading of the page, once it is the expected one. */
export async function sees(page, heading) {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
}

/** The note that tells what has just been done. */
export async function told(page, text) {
  await page.getByRole('status').filter({ hasText: text }).waitFor();
}

export async function signIn(page, username, password) {
  await page.goto('/login');
  await fill(page, { 'Tên đăng nhập': username, 'Mật khẩu': password });
  await press(page, 'Đăng nhập');
}

export async function signOut(page) {
  await page.locator('summary').filter({ hasText: 'Tài khoản: ' }).click();
  await press(page, 'Đăng xuất');
  await page.waitForURL('**/login');
}

/** Turns the second factor on and gives back the recovery codes. */
export async function enrol(page) {
  await sees(page, 'Bật xác thực hai bước');
  await fill(page, { 'Mã xác thực': code(await page.getByLabel('Khóa', { exact: true }).inputValue()) });
  await press(page, 'Bật xác thực hai bước');
  await sees(page, 'Mã dự phòng');
  const codes = await page.getByRole('main').getByRole('listitem').allInnerTexts();
  assert.equal(codes.length, 8);
  return codes;
}

/** Chooses an entry of the menu: at the side, or on a telephone at the bottom or behind «Thêm». */
export async function choose(page, entry) {
  await page.waitForLoadState(); // a page that is only coming has no menu yet, and would look like one without the entry
  const link = page.getByRole('navigation').getByRole('link', { name: entry }).filter({ visible: true });
  if ((await link.count()) === 0) await page.getByRole('navigation').getByText('Thêm', { exact: true }).first().click();
  await Promise.all([page.waitForEvent('load'), link.first().click()]); // the menu is there on the old page too
}

/** What the browser keeps as a file when that link, or button, is pressed. */
export async function download(page, name, role = 'link') {
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, name, role)]);
  return readFile(await file.path());
}
