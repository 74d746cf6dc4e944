// A meeting from its plan to its minutes, as whoever leads drives it by the page's own forms.

import { fill, press, sees, told } from './people.mjs';

/**
 * Plans a meeting with its chair and minute taker, and gives its address. kind and fields are named as the form names
 * them; combined: both parts in one sitting; people: labels or places of chair and minute taker in their lists.
 */
export async function planMeeting(page, { kind = 'Thường kỳ', fields, combined = false, people = [{ index: 1 }, { index: 2 }] }) {
  await page.goto('/meeting/new');
  await page.getByRole('radio', { name: kind, exact: true }).check();
  if (combined) await page.getByRole('checkbox', { name: 'Kết hợp sinh hoạt chuyên đề trong cùng buổi' }).check();
  await fill(page, fields);
  await press(page, 'Lập kế hoạch cuộc họp');
  await told(page, 'Đã lập kế hoạch cuộc họp');
  await appointPeople(page, people);
  return new URL(page.url()).pathname;
}

/** Names who chairs the meeting on the page, and who takes its minutes. */
export async function appointPeople(page, [chair, minuter]) {
  await press(page, 'Chọn người chủ trì', 'link');
  await page.getByLabel('Chủ trì', { exact: true }).selectOption(chair);
  if (minuter) await page.getByLabel('Người ghi biên bản', { exact: true }).selectOption(minuter);
  await press(page, 'Lưu kế hoạch');
  await told(page, 'Đã lưu kế hoạch cuộc họp.');
}

/** Puts an item of that title and kind at the end of the agenda of a meeting, and goes back to it. */
export async function addItem(page, address, title, kind) {
  await page.goto(`${address}/items`);
  await fill(page, { 'Nội dung': title });
  await page.getByLabel('Loại nội dung').selectOption({ label: kind });
  await press(page, 'Thêm mục');
  await page.waitForURL(`**${address}`);
}

/** Opens the meeting on the page. */
export async function openMeeting(page) {
  await press(page, 'Khai mạc cuộc họp');
  await sees(page, 'Điểm danh');
}

/** Marks everybody present whom nobody has marked. */
export async function markRest(page) {
  await press(page, 'Các đồng chí còn lại có mặt');
  await told(page, 'Đã lưu điểm danh.');
}

/** Ends the meeting: what has no conclusion goes to the next one. */
export async function closeMeeting(page, address, at = '18:20') {
  await page.goto(`${address}/close`);
  await fill(page, { 'Giờ kết thúc': at });
  for (const reason of await page.getByLabel(/^Lý do chưa kết luận/).all()) await reason.fill('Chuyển sang kỳ sau.');
  await press(page, 'Kết thúc họp');
  await told(page, 'Cuộc họp đã kết thúc.');
}

/** Freezes the minutes on the page. */
export async function freezeMinutes(page) {
  await press(page, 'Chốt biên bản');
  await told(page, 'Đã chốt biên bản.');
}

/** Holds the meeting at the address from its opening to its frozen minutes; within is what happens in between. */
export async function holdMeeting(page, address, within = async () => {}) {
  if (new URL(page.url()).pathname !== address) await page.goto(address);
  await openMeeting(page);
  await markRest(page);
  await within();
  await closeMeeting(page, address);
  await freezeMinutes(page);
}
