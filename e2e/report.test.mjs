import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage, launch, shot, tab } from './lib/browser.mjs';
import { start } from './lib/chibo.mjs';
import { choose, fill, press, sees } from './lib/people.mjs';

const password = 'chi-bo-mau-2026!'; // of every sample account
const day = '2026-05-25';

/** Signs in on a device of one's own, where what is written is kept. */
async function own(page, user) {
  await page.goto('/login');
  await page.getByLabel('Máy này của riêng tôi').check();
  await fill(page, { 'Tên đăng nhập': user, 'Mật khẩu': password });
  await press(page, 'Đăng nhập');
}

const part = (page, n) => page.getByLabel(new RegExp(`^${n}\\. `));
/** Writes into a part, and waits until the server has it. */
async function write(page, n, words) {
  await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.status() === 204),
    part(page, n).fill(words),
  ]);
  await says(page, 'Đã lưu lúc');
}

const says = (page, words) => page.locator('[data-saved]').filter({ hasText: words }).waitFor();

// C3, C4, I6: a member writes his report on two devices, without a network, and after his session has ended.
test('a report is written', async (t) => {
  const chibo = await start(t, { command: 'demo', today: day });
  const browser = await launch(t);
  const page = await tab(t, browser, chibo.url, { cuts: true, refusals: [401] });
  const phone = await tab(t, browser, chibo.url, { screen: 'phone', refusals: [409] });
  for (const device of [page, phone]) {
    await own(device, 'dangvien');
    await choose(device, device === page ? 'Báo cáo của tôi' : 'Báo cáo');
    await press(device, 'Tháng 6/2026', 'link');
    await sees(device, 'Đồng chí Phạm Thị D1');
  }

  await t.test('it saves itself', async () => {
    await checkPage(page, 'the editor');
    await checkPage(phone, 'the editor on a phone');
    await shot(page, 'report-desktop');
    await shot(phone, 'report-phone');
    await write(page, 3, 'Tôi còn chậm báo cáo số liệu. ');
    await page.reload();
    assert.equal(await part(page, 3).inputValue(), 'Tôi còn chậm báo cáo số liệu.');
    await part(page, 2).fill('Viết xong là tải lại trang ngay.');
    await page.reload();
    assert.equal(await part(page, 2).inputValue(), 'Viết xong là tải lại trang ngay.');
  });

  await t.test('another device shows both texts and loses neither', async () => {
    await part(phone, 3).fill('Viết trên điện thoại.');
    await says(phone, 'Đồng chí chọn nội dung cần giữ.');
    await phone.locator('.theirs').filter({ hasText: 'Tôi còn chậm báo cáo số liệu.' }).waitFor();
    await press(phone, 'Giữ bản đang viết');
    await says(phone, 'Đã lưu lúc');
    await page.reload();
    assert.equal(await part(page, 3).inputValue(), 'Viết trên điện thoại.');
  });

  await t.test('without a network it waits on the device, and goes by itself', async () => {
    await page.context().setOffline(true);
    await part(page, 2).fill('Viết khi mất mạng.');
    await says(page, 'đang giữ trên máy này');
    await page.context().setOffline(false);
    await says(page, 'Đã lưu lúc');
    await phone.reload();
    assert.equal(await part(phone, 2).inputValue(), 'Viết khi mất mạng.');
  });

  await t.test('after the session has ended one signs in beside it and goes on', async () => {
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await part(page, 1).fill('Viết sau khi hết phiên.');
    await says(page, 'Phiên làm việc đã hết');
    await page.getByRole('link', { name: 'Đăng nhập lại ở thẻ mới' }).waitFor();
    await page.context().addCookies(cookies);
    await says(page, 'Đã lưu lúc');
  });

  await t.test('a title is inserted, and the draft is sent as it stands', async () => {
    await page.getByRole('button', { name: /^Chèn tên mục A/ }).first().click();
    assert.match(await part(page, 1).inputValue(), /\n.+: $/);
    await press(page, 'Gửi chi ủy');
    await page.getByRole('status').filter({ hasText: 'Đã gửi dự thảo.' }).waitFor();
    assert.match(await part(page, 1).inputValue(), /^Viết sau khi hết phiên\.\n/);
  });

  await t.test('a leader comments on what he selects, and the author is led there', async () => {
    const leader = await tab(t, browser, chibo.url);
    await own(leader, 'bithu');
    await leader.goto(new URL(page.url()).pathname);
    await leader.locator('[data-select=mended]').evaluate((text) => {
      const range = document.createRange();
      const node = text.firstChild;
      range.setStart(node, node.textContent.indexOf('khi mất'));
      range.setEnd(node, node.textContent.indexOf('mạng') + 4);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    });
    await leader.getByLabel('Nội dung góp ý').fill('Nêu rõ hơn.');
    await press(leader, 'Ghi góp ý');
    await leader.locator('mark', { hasText: 'khi mất mạng' }).waitFor();
    await checkPage(leader, 'a draft as the leaders read it');
    await page.reload();
    await part(page, 2).press('Home');
    await part(page, 2).pressSequentially('Tôi. ');
    await press(page, 'Xem chỗ này', 'link');
    const chosen = await part(page, 2).evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd));
    assert.equal(chosen, 'khi mất mạng');
    await says(page, 'Đã lưu lúc');
  });
});
