// An experience from the draft of a member to the cells that take it over.

import assert from 'node:assert/strict';
import { signUp } from '../campaign/cast.mjs';
import { checkPage } from '../lib/browser.mjs';
import { text } from '../lib/form.mjs';
import { choose, fill, press, sees, told } from '../lib/people.mjs';

const title = 'Sổ hẹn thuốc cho người bệnh cao tuổi';
const body = '## Cách làm\n1. Ghi ngày hẹn vào sổ.\n2. Gọi nhắc trước hai ngày.\n\nTổ chức Đảng hiện có {{so-lieu:1}} đồng chí.';
const foreign = '![ảnh](https://anh.example/so-hen.jpg)';

/** Somebody of the unit comes in by an invitation: the first of the inviter's list without an account, or the last. */
export async function comeIn(inviter, page, { unit, last, username }) {
  const desk = inviter.context().request;
  let list = await text(await desk.get('/accounts'));
  if (unit) list = await text(await desk.get(`/accounts?unit=${list.match(new RegExp(`<option value="([^"]+)"[^>]*>[– ]*${unit}</option>`))[1]}`));
  const people = [...list.matchAll(/<tr>.*?<\/tr>/gs)].filter(([row]) => row.includes('Chưa có tài khoản')).map(([row]) => row.match(/\/accounts\/[0-9a-f-]{36}/)[0]);
  await signUp(page.context().request, desk, people.at(last ? -1 : 0), username);
  await page.goto('/home');
}

/** A member writes what the cell found to work. A picture of another site is refused with the line; all that was typed stays. */
export async function write(author) {
  await choose(author, 'Mô hình hay');
  await press(author, 'Gửi bài', 'link');
  await author.getByRole('radio', { name: 'Toàn Đảng bộ' }).check();
  await author.getByLabel('Chủ đề').selectOption({ label: 'Phục vụ nhân dân' });
  const words = body.split('\n\n')[0]; // the figure comes once it is there
  await fill(author, { 'Tên bài': title, 'Lời dẫn': 'Người bệnh cao tuổi hay quên ngày lấy thuốc.', 'Nội dung': `${words}\n${foreign}` });
  await press(author, 'Lưu bài');
  await author.getByText('Dòng 4 đưa ảnh hoặc trang từ bên ngoài vào bài.').first().waitFor();
  assert.equal(await author.getByLabel('Nội dung').inputValue(), `${words}\n${foreign}`, 'nothing that was typed is lost');
  await checkPage(author, 'the form of an article');
  await fill(author, { 'Nội dung': words });
  await press(author, 'Lưu bài');
  await told(author, 'Đã lưu bản nháp.');
  return new URL(author.url()).pathname;
}

/** A picture as a telephone takes it loses where and by what it was taken; its description is asked for. */
export async function illustrate(author, article) {
  const taken = located(await author.screenshot({ type: 'jpeg' }));
  await author.goto(`${article}/pictures`);
  await author.getByLabel('Tệp ảnh').setInputFiles({ name: 'so-hen.jpg', mimeType: 'image/jpeg', buffer: taken });
  await press(author, 'Thêm ảnh');
  await author.getByText('Tôi xác nhận').first().waitFor();
  await checkPage(author, 'the form of a picture');
  await author.getByLabel('Tệp ảnh').setInputFiles({ name: 'so-hen.jpg', mimeType: 'image/jpeg', buffer: taken });
  await author.getByLabel('Tôi xác nhận ảnh không chứa bí mật nhà nước và người trong ảnh đồng ý').check();
  await press(author, 'Thêm ảnh');
  await told(author, 'Đã thêm 1 ảnh.');
  await fill(author, { 'Mô tả nội dung ảnh': 'Sổ hẹn thuốc mở ở trang tháng 5' });
  await checkPage(author, 'the pictures of an article');
  await press(author, 'Lưu mô tả');
  await told(author, 'Đã lưu mô tả ảnh.');
}

/** A figure of the unit is put in, live; the text names it. */
export async function count(author, article) {
  await author.goto(`${article}/figures`);
  await author.getByLabel('Nguồn số liệu').selectOption({ label: 'Số đảng viên' });
  await checkPage(author, 'the figures of an article');
  await press(author, 'Thêm số liệu');
  await told(author, 'Đã thêm số liệu.');
  await author.goto(`${article}/amend`);
  await fill(author, { 'Nội dung': body });
  await press(author, 'Lưu bài');
  await told(author, 'Đã lưu bài.');
  const members = await author.locator('.fact').filter({ hasText: 'Số đảng viên' }).locator('.num').innerText();
  assert.ok(Number(members) > 3, members);
  await author.getByText(`Tổ chức Đảng hiện có ${members} đồng chí.`).waitFor();
  await press(author, 'Gửi duyệt', 'link');
  await press(author, 'Gửi duyệt');
  await told(author, 'Đã gửi duyệt.');
}

/** The secretary records that the cell agrees; only then the officer of the tree can publish it. */
export async function publish(leader, officer, article) {
  await officer.goto(`${article}/publish`);
  await press(officer, 'Duyệt đăng');
  await officer.getByText('cần bí thư ghi ý kiến đồng ý của chi bộ trước').first().waitFor();
  await leader.goto('/bulletin?filter=waiting');
  await press(leader.getByRole('main'), title, 'link');
  await press(leader, 'Ghi ý kiến đồng ý của chi bộ', 'link');
  await fill(leader, { 'Ngày chi bộ đồng ý': '20/05/2026' });
  await checkPage(leader, 'the consent of a cell');
  await press(leader, 'Ghi ý kiến đồng ý của chi bộ');
  await told(leader, 'Đã ghi ý kiến đồng ý của chi bộ.');
  await officer.goto(`${article}/publish`);
  await press(officer, 'Duyệt đăng');
  await told(officer, 'Đã đăng bài.');
}

/** A reader elsewhere finds it without a mark over a letter; the picture that he gets says nothing but what it shows: its address. */
export async function read(reader, picture) {
  await reader.goto('/bulletin');
  await reader.getByRole('searchbox', { name: 'Tìm trong bản tin' }).fill('so hen thuoc');
  await reader.keyboard.press('Enter');
  await reader.waitForURL('**q=so**');
  await checkPage(reader, 'what was found in the bulletin');
  await reader.getByRole('main').getByRole('link', { name: title }).first().click();
  await reader.getByRole('heading', { level: 2, name: title }).waitFor();
  await checkPage(reader, 'an article');
  await picture(reader, 'bulletin-desktop');
  for (const address of await reader.getByRole('article').locator('img').evaluateAll((all) => all.flatMap((img) => [img.src, img.closest('a').href]))) {
    const served = await reader.context().request.get(address);
    assert.equal(served.headers()['content-type'], 'image/jpeg');
    const bytes = await served.body();
    assert.equal(bytes.readUInt16BE(0), 0xffd8);
    for (const mark of ['Exif', 'GPS', 'chibo phone']) assert.ok(!bytes.includes(mark), `${address} holds ${mark}`);
  }
  return new URL(reader.url()).pathname;
}

/** A cell takes it over, and says what came of it where there is something to say. */
export async function adopt(leader, article, result) {
  await leader.goto(article);
  await press(leader, 'Đăng ký áp dụng');
  await told(leader, 'Đã đăng ký áp dụng mô hình.');
  if (!result) return;
  await checkPage(leader, 'an adoption');
  const deed = (name) => leader.getByRole('region', { name, exact: true });
  await fill(deed('Bắt đầu áp dụng'), { 'Áp dụng bước nào': 'Áp dụng bước 2', 'Từ ngày': '22/05/2026' });
  await press(deed('Bắt đầu áp dụng'), 'Bắt đầu áp dụng');
  await told(leader, 'Đã lưu.');
  await fill(deed('Kết quả áp dụng'), { 'Kết quả': result });
  await deed('Kết quả áp dụng').getByLabel(/^Nội dung đo/).fill('Người đến đúng hẹn (%)');
  await deed('Kết quả áp dụng').getByLabel(/^Trước khi áp dụng/).fill('61');
  await deed('Kết quả áp dụng').getByLabel(/^Sau khi áp dụng/).fill('78,5');
  await press(deed('Kết quả áp dụng'), 'Lưu kết quả');
  await told(leader, 'Đã lưu.');
}

/** The cell that it comes from sees who took it over and what came of it, and how many have read it. */
export async function reap(author, article, units, result) {
  await author.goto(article);
  const taken = author.getByRole('region', { name: 'Chi bộ đã học tập, áp dụng' });
  for (const unit of units) await taken.getByText(unit).waitFor();
  await taken.getByText(result).waitFor();
  await taken.getByText('Người đến đúng hẹn (%): từ 61 thành 78,5').waitFor();
  await author.getByText(/ [1-9]\d* lượt đọc/).first().waitFor();
  await checkPage(author, 'an article that others took over');
}

/** The JPEG with a segment of EXIF behind its first mark: where it was taken, and by what. */
function located(jpeg) {
  const entry = (tag, type, n, value) => {
    const one = Buffer.alloc(12);
    one.writeUInt16LE(tag, 0);
    one.writeUInt16LE(type, 2);
    one.writeUInt32LE(n, 4);
    Buffer.from(value).copy(one, 8);
    return one;
  };
  const offset = (at) => [at, 0, 0, 0];
  const camera = Buffer.from('chibo phone\0');
  const [first, gps] = [8, 8 + 2 + 2 * 12 + 4];
  const place = gps + 2 + 2 * 12 + 4;
  const degrees = Buffer.alloc(24); // 10° 46′ 36″ as three fractions
  for (const [n, part] of [10, 46, 36].entries()) {
    degrees.writeUInt32LE(part, 8 * n);
    degrees.writeUInt32LE(1, 8 * n + 4);
  }
  const tiff = Buffer.concat([
    Buffer.from('II*\0'),
    Buffer.from(offset(first)),
    Buffer.from([2, 0]),
    entry(0x010f, 2, camera.length, offset(place + degrees.length)), // maker
    entry(0x8825, 4, 1, offset(gps)), // where the block of the place is
    Buffer.alloc(4),
    Buffer.from([2, 0]),
    entry(1, 2, 2, 'N\0'),
    entry(2, 5, 3, offset(place)), // latitude
    Buffer.alloc(4),
    degrees,
    camera,
  ]);
  const segment = Buffer.concat([Buffer.from('\xff\xe1\0\0Exif\0\0', 'latin1'), tiff, Buffer.from('GPS')]);
  segment.writeUInt16BE(segment.length - 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}
