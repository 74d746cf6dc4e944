import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage, launch, shot, tab } from './lib/browser.mjs';
import { start } from './lib/chibo.mjs';
import { choose, fill, press, sees, signIn, signOut, told } from './lib/people.mjs';
import { xlsx } from './lib/zip.mjs';

const password = 'chi-bo-mau-2026!'; // of every sample account
const june = 'Sinh hoạt thường kỳ tháng 6/2026'; // prepared for the day of these stories
const review = 'Kiểm điểm việc thực hiện nhiệm vụ của đảng viên';

/** What the menu of each role offers. Everybody lands on the page of the day. */
const roles = {
  quantri: ['Hôm nay', 'Tổ chức', 'Tài khoản'],
  canbo: ['Hôm nay', 'Tổng quan', 'Sinh hoạt', 'Văn bản cấp trên', 'Tổ chức', 'Phát triển Đảng', 'Đăng ký, cam kết', 'Cuộc vận động', 'Khen thưởng', 'Truy cập dữ liệu', 'Tài khoản'],
  bithu: ['Hôm nay', 'Sinh hoạt', 'Đảng viên', 'Nhiệm vụ', 'Phát triển Đảng', 'Đăng ký, cam kết', 'Cuộc vận động', 'Khen thưởng', 'Thông tin chi bộ', 'Chỉ tiêu, đại hội', 'Lý lịch của tôi', 'Tài khoản', 'Số văn bản'],
  phobithu: ['Hôm nay', 'Sinh hoạt', 'Đảng viên', 'Nhiệm vụ', 'Phát triển Đảng', 'Đăng ký, cam kết', 'Cuộc vận động', 'Khen thưởng', 'Thông tin chi bộ', 'Chỉ tiêu, đại hội', 'Lý lịch của tôi', 'Tài khoản', 'Số văn bản'],
  chiuyvien: ['Hôm nay', 'Sinh hoạt', 'Đảng viên', 'Nhiệm vụ', 'Phát triển Đảng', 'Đăng ký, cam kết', 'Cuộc vận động', 'Khen thưởng', 'Thông tin chi bộ', 'Chỉ tiêu, đại hội', 'Lý lịch của tôi', 'Số văn bản'],
  dangvien: ['Hôm nay', 'Sinh hoạt', 'Báo cáo của tôi', 'Nhiệm vụ', 'Phát triển Đảng', 'Đăng ký, cam kết', 'Khen thưởng', 'Mô hình hay', 'Chỉ tiêu, đại hội', 'Lý lịch của tôi'],
  dubi: ['Hôm nay', 'Sinh hoạt', 'Báo cáo của tôi', 'Nhiệm vụ', 'Phát triển Đảng', 'Đăng ký, cam kết', 'Khen thưởng', 'Mô hình hay', 'Chỉ tiêu, đại hội', 'Lý lịch của tôi'],
  doanthanhnien: ['Hôm nay', 'Báo cáo liên hệ', 'Đoàn thể của tôi', 'Đoàn viên, hội viên', 'Giới thiệu quần chúng', 'Đăng ký, cam kết', 'Cuộc vận động', 'Chăm lo'],
  doanvien: ['Hôm nay', 'Báo cáo của tôi', 'Đăng ký, cam kết', 'Mô hình hay'],
};

// I1, I2, I4, I6, safety S1: a story of several acts on one start of the program: the meeting of June goes on from act to act.
test('the sample organisations', async (t) => {
  const chibo = await start(t, { command: 'demo', today: '2026-06-03' });
  const browser = await launch(t);

  for (const [user, menu] of Object.entries(roles)) {
    await t.test(`${user} lands on the page of the day, and every entry of the menu opens`, async (t) => {
      const page = await tab(t, browser, chibo.url);
      await signIn(page, user, password);
      await page.getByRole('heading', { level: 1, name: /^Chào đồng chí / }).waitFor();
      if (user !== 'quantri') await shot(page, `home-${user}`);
      const entries = page.getByRole('navigation').getByRole('link');
      assert.deepEqual(await entries.allInnerTexts(), menu);
      for (const address of await entries.evaluateAll((links) => links.map((link) => link.href))) {
        const response = await page.goto(address);
        assert.equal(response.status(), 200, address);
        await checkPage(page);
      }
    });
  }

  await t.test('text size, contrast and theme stay, also after signing out', async (t) => {
    const page = await tab(t, browser, chibo.url);
    const root = page.locator('html');
    await signIn(page, 'phobithu', password);
    for (const tool of ['A+ chữ lớn', 'Tăng tương phản', 'Nền tối']) {
      await press(page, tool);
      await page.getByRole('button', { name: tool, pressed: true }).waitFor();
    }
    await page.reload();
    await signOut(page);
    for (const [name, value] of [['data-size', 'lg'], ['data-contrast', 'high'], ['data-bs-theme', 'dark']]) {
      assert.equal(await root.getAttribute(name), value);
    }
    await checkPage(page, 'signing in, in large letters');
  });

  await t.test('a draft survives the loss of the page, and leaves with its writer', async (t) => {
    const page = await tab(t, browser, chibo.url);
    await page.goto('/login');
    await page.getByLabel('Máy này của riêng tôi').check();
    await fill(page, { 'Tên đăng nhập': 'bithu', 'Mật khẩu': password });
    await press(page, 'Đăng nhập');
    await choose(page, 'Sinh hoạt');
    await press(page, june, 'link');
    await press(page, 'Khai mạc cuộc họp');
    await sees(page, 'Điểm danh');
    await press(page, 'Các đồng chí còn lại có mặt');
    await told(page, 'Đã lưu điểm danh.');
    await page.goto('/meeting');
    await press(page, june, 'link');
    const script = gate();
    await page.route('**/*.js', (route) => script.opened.then(() => route.continue()));
    await press(page, review, 'link');
    const draft = page.getByLabel('Nội dung trình bày');
    await draft.pressSequentially('Đã kiểm kê '); // before the script has come, on a slow line
    script.open();
    await page.waitForLoadState();
    await draft.pressSequentially('tủ thuốc cấp cứu.');
    await page.getByText('Đã giữ trên máy này').waitFor();
    await page.reload();
    await page.getByText('Đã khôi phục nội dung đang ghi').waitFor();
    assert.equal(await draft.inputValue(), 'Đã kiểm kê tủ thuốc cấp cứu.');
    await press(page, 'Lưu nội dung');
    await told(page, 'Đã lưu nội dung trình bày.');
    await draft.fill('Một câu chưa lưu.');
    await page.getByText('Đã giữ trên máy này').waitFor();
    await page.goto('/meeting');
    await signOut(page);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('keep'))), []);
  });

  await t.test('the secretary at the office', async (t) => {
    const page = await tab(t, browser, chibo.url);
    await signIn(page, 'bithu', password);
    await choose(page, 'Đảng viên');
    await shot(page, 'member-list-desktop');
    await preview(page);
    await shot(page, 'import-desktop');
    await record(page);
    await shot(page, 'meeting-desktop');
    await lastMinutes(page);
    await checkPage(page, 'minutes');
    await shot(page, 'minutes-desktop');
    await scores(page, 'desktop');
  });

  await t.test('the secretary with a telephone', async (t) => {
    const page = await tab(t, browser, chibo.url, { screen: 'phone' });
    await signIn(page, 'bithu', password);
    await choose(page, 'Đảng viên');
    await shot(page, 'member-list-phone');
    await scores(page, 'phone');
    await choose(page, 'Nhiệm vụ');
    await checkPage(page, 'tasks on a telephone');
    await shot(page, 'task-list-phone');
    await choose(page, 'Sinh hoạt');
    await press(page, june, 'link');
    await press(page, review, 'link');
    await checkPage(page, 'a meeting on a telephone');
    await shot(page, 'meeting-phone');
    await press(page.getByRole('main'), 'Điểm danh', 'link');
    await checkPage(page, 'a roll call on a telephone');
    await shot(page, 'attendance-phone');
    await lastMinutes(page);
    await checkPage(page, 'minutes on a telephone');
    await shot(page, 'minutes-phone');
  });
});

/** What waits for opened goes on when open is called. */
function gate() {
  let open;
  const opened = new Promise((go) => { open = go; });
  return { open, opened };
}

/** A list with one change and one new member, read but not taken. */
async function preview(page) {
  await press(page, 'Nhập danh sách', 'link');
  const rows = [
    ['TT', 'Họ và tên', 'Ngày vào Đảng', 'Ngày chính thức', 'Nghề nghiệp', 'Sở thích'],
    ['1', 'Trần Thị B1', '07/11/2001', '07/11/2002', 'Trưởng Phòng Khám', 'Đọc sách'],
    ['2', 'Đỗ Văn Q', '02/09/2019', '02/09/2020', 'Điều dưỡng', ''],
  ];
  await page.getByLabel('Tệp Excel hoặc CSV').setInputFiles({ name: 'danh sách tháng 6.xlsx', mimeType: 'application/octet-stream', buffer: xlsx(rows) });
  await press(page, 'Đọc danh sách');
  await page.getByText('Danh sách có 2 dòng').waitFor();
  await checkPage(page, 'a list with a column that nobody knows');
}

/** An opinion and a conclusion in the meeting of June. */
async function record(page) {
  await choose(page, 'Sinh hoạt');
  await press(page, june, 'link');
  await press(page, review, 'link');
  const notes = page.getByRole('region', { name: 'Ý kiến thảo luận' });
  await notes.getByLabel('Người phát biểu').selectOption({ label: 'Vũ Thị E1' });
  await notes.getByLabel('Loại ý kiến').selectOption({ label: 'Ưu điểm' });
  await notes.getByLabel('Nội dung ý kiến').fill('Việc gọi nhắc tái khám làm đều, người bệnh đến đúng hẹn nhiều hơn.');
  await press(notes, 'Ghi ý kiến');
  await notes.getByText('Việc gọi nhắc tái khám').waitFor();
  const conclusion = page.getByRole('region', { name: 'Kết luận của chủ trì' });
  await conclusion.getByLabel('Kết luận', { exact: true }).fill('Tiếp tục gọi nhắc tái khám; hằng tuần ghi số liệu để chi bộ theo dõi.');
  await press(conclusion, 'Lưu kết luận');
  await told(page, 'Đã lưu kết luận.');
  await page.goto(page.url().replace(/#.*/, ''));
}

/** The minutes of the meeting before. */
async function lastMinutes(page) {
  await page.goto('/meeting?over=1');
  await page.getByRole('main').getByRole('link', { name: 'Sinh hoạt thường kỳ tháng 5/2026' }).click();
  await press(page, 'Xem biên bản', 'link');
  await sees(page, 'BIÊN BẢN');
}

/** How the meetings were scored, and what stands beside them under «Sinh hoạt». */
async function scores(page, screen) {
  await page.goto('/quality');
  await checkPage(page, 'scores');
  await shot(page, `quality-${screen}`);
  await press(page, 'Tháng 5/2026', 'link');
  await sees(page, 'Chấm điểm buổi sinh hoạt tháng 5/2026');
  for (const address of [page.url(), '/quality/rubrics', '/meeting/exchange/new', '/topic/collection', '/meeting/backlog', '/meeting/new']) {
    assert.equal((await page.goto(address)).status(), 200, address);
    await checkPage(page);
  }
}
