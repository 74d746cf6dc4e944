import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { checkPage, launch, shot, tab } from './lib/browser.mjs';
import { start } from './lib/chibo.mjs';
import { choose, fill, press, sees, told } from './lib/people.mjs';

const password = 'chi-bo-mau-2026!'; // of every sample account
const june = 'Sinh hoạt thường kỳ tháng 6/2026';
const day = '2026-06-03';

/** Signs in on a device of one's own, where what is written is kept. */
async function own(page, user) {
  await page.goto('/login');
  await page.getByLabel('Máy này của riêng tôi').check();
  await fill(page, { 'Tên đăng nhập': user, 'Mật khẩu': password });
  await press(page, 'Đăng nhập');
}

async function toRoom(page) {
  await choose(page, 'Sinh hoạt');
  await press(page, june, 'link');
}

const notes = (page) => page.getByRole('region', { name: 'Ý kiến thảo luận' });

async function note(page, speaker, words) {
  await notes(page).getByLabel('Người phát biểu').selectOption({ label: speaker });
  await notes(page).getByLabel('Nội dung ý kiến').fill(words);
  await press(notes(page), 'Ghi ý kiến');
}

/** How often these words stand among the notes that the server has. */
const times = (page, words) => page.locator('[data-live=notes]').getByText(words, { exact: true }).count();

// B5, B7, C10, I6: a meeting runs on four screens; the network and the server fail, and no note is lost or doubled.
test('a running meeting', async (t) => {
  const chibo = await start(t, { command: 'demo', today: day });
  const browser = await launch(t);
  const quiet = { cuts: true };
  const room = await tab(t, browser, chibo.url, quiet);
  const second = await tab(t, browser, chibo.url, quiet);
  const wall = await tab(t, browser, chibo.url, quiet);
  const phone = await tab(t, browser, chibo.url, { screen: 'phone', ...quiet });

  await t.test('everyone follows what the recorder does', async () => {
    await own(room, 'bithu');
    await toRoom(room);
    await press(room, 'Khai mạc cuộc họp');
    await sees(room, 'Điểm danh');
    await press(room, 'Các đồng chí còn lại có mặt');
    await room.getByRole('button', { name: 'Bùi Thị H1' }).click();
    await room.getByRole('button', { name: /^Bùi Thị H1.*Vắng có lý do/ }).waitFor();
    await checkPage(room, 'the roll call');
    await press(room, 'Quay lại cuộc họp', 'link');
    for (const [page, user] of [[wall, 'phobithu'], [second, 'phobithu'], [phone, 'dangvien']]) {
      await own(page, user);
      await toRoom(page);
    }
    await wall.goto(`${new URL(room.url()).pathname}/projector`);
    await press(room, 'Mục tiếp theo');
    const title = await room.getByRole('heading', { level: 1 }).innerText();
    await Promise.all([wall, second, phone].map((page) => sees(page, title)));
    await note(room, 'Vũ Thị E1', 'Việc gọi nhắc tái khám làm đều.');
    await second.getByText('Việc gọi nhắc tái khám làm đều.').waitFor();
    for (const page of [wall, phone]) {
      assert.doesNotMatch(await page.content(), /gọi nhắc tái khám/); // safety S3
      assert.doesNotMatch(await page.content(), /Bùi Thị H1/);
    }
    await room.reload(); // from its top, where nothing lies over anything
    await checkPage(room, 'the room');
    await checkPage(wall, 'the screen of the room');
    await checkPage(phone, 'the meeting as a member follows it');
    await shot(room, 'room-desktop');
    await shot(wall, 'projector-desktop');
    await shot(phone, 'live-phone');
  });

  await t.test('the news of a change overtakes its own page, and takes nothing from it', async () => {
    await room.route('**/take-up', async (route) => {
      const response = await route.fetch({ maxRedirects: 0 });
      await setTimeout(1_500);
      await route.fulfill({ response });
    });
    await press(room, 'Mục tiếp theo');
    await told(room, 'Đã chuyển mục.');
    await room.unroute('**/take-up');
  });

  await t.test('a cut: what is written waits on the device and goes once, also after the page was loaded anew', async () => {
    await room.context().setOffline(true);
    await note(room, 'Lê Văn C1', 'Ghi khi mất mạng, lần một.');
    await note(room, 'Ngô Thị K1', 'Ghi khi mất mạng, lần hai.');
    await told(room, 'Đang chờ gửi 2 ghi chép.');
    await notes(room).getByLabel('Nội dung ý kiến').fill('Đang viết dở.');
    await room.waitForTimeout(1200);
    await note(second, 'Hoàng Văn Đ1', 'Người thứ hai vẫn ghi.');
    await room.context().setOffline(false);
    room.once('dialog', (dialog) => dialog.accept());
    await room.reload();
    await second.getByText('Ghi khi mất mạng, lần hai.').waitFor();
    for (const words of ['Ghi khi mất mạng, lần một.', 'Ghi khi mất mạng, lần hai.', 'Người thứ hai vẫn ghi.']) {
      await room.locator('[data-live=notes]').getByText(words).waitFor();
      assert.equal(await times(room, words), 1, words);
    }
    assert.equal(await notes(room).getByLabel('Nội dung ý kiến').inputValue(), 'Đang viết dở.');
  });

  await t.test('the server starts anew: pages go on by themselves', async () => {
    await Promise.all([chibo.turn(day), note(second, 'Lý Thị M1', 'Ghi khi máy chủ khởi động lại.')]);
    await second.locator('[data-live=notes]').getByText('Ghi khi máy chủ khởi động lại.').waitFor();
    assert.equal(await times(second, 'Ghi khi máy chủ khởi động lại.'), 1);
    await room.locator('[data-live=notes]').getByText('Ghi khi máy chủ khởi động lại.').waitFor();
  });
});
