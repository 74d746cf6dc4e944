// The report of a half-year: a cell sends its own, the committee above sums up.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { fill, press, sees, told } from '../lib/people.mjs';

const half = '6 tháng đầu năm 2026';
const texts = {
  'I. Kết quả thực hiện': 'Họp đủ sáu kỳ; hoàn thành các nhiệm vụ đến hạn.',
  'III. Phương hướng, nhiệm vụ kỳ tới': 'Chuẩn bị sinh hoạt chuyên đề quý III.',
};

/** The secretary of a cell makes the report, whose figures are there, and sends it. */
export async function report(leader) {
  await begin(leader);
  await press(leader, 'Gửi cấp trên');
  await leader.getByText('Viết kết quả thực hiện trước khi gửi.').first().waitFor();
  await checkPage(leader, 'a report that lacks its words');
  await fill(leader, texts);
  await press(leader, 'Gửi cấp trên');
  await told(leader, 'Đã gửi báo cáo.');
  assert.equal(await leader.getByRole('button', { name: 'Gửi cấp trên' }).count(), 0, 'it is sent once');
  await checkPage(leader, 'a report that was sent');
}

/** The officer above sees who has not sent, and that nobody waits for those gone since then, and takes in what came. */
export async function receive(officer, unit, gone) {
  await officer.goto('/periodic/below');
  await sees(officer, `Báo cáo ${half} của cấp dưới`);
  for (const name of gone) await officer.getByRole('main').locator('tr').filter({ hasText: name }).getByText('Không còn trực thuộc').waitFor();
  await checkPage(officer, 'the reports of the units below');
  await press(officer.getByRole('main'), unit, 'link');
  await officer.getByText(texts['I. Kết quả thực hiện']).waitFor();
  await press(officer, 'Tiếp nhận báo cáo');
  await told(officer, 'Đã tiếp nhận báo cáo.');
}

/** The committee's own report sums up what came, and lays beside it what the records of its branch say: members. */
export async function sumUp(officer, members) {
  await begin(officer);
  await officer.getByText('Tổng hợp từ báo cáo của 1/19 đơn vị trực thuộc.').waitFor();
  const first = officer.getByRole('region', { name: 'Số liệu' }).locator('tbody tr').first(); // members, in the last column by the records
  assert.equal(Number(await first.locator('td').last().innerText()), members);
  await checkPage(officer, 'the report of a committee');
  await press(officer, 'In báo cáo', 'link');
  await checkPage(officer, 'the report of a committee on paper');
}

async function begin(page) {
  await page.goto('/periodic');
  await page.getByLabel('Kỳ báo cáo').selectOption({ label: half });
  await press(page, 'Lập báo cáo');
  await told(page, 'Đã lập báo cáo và điền số liệu.');
}
