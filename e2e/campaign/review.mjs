// The interim review of a campaign: the figures are there, people write the words.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { fill, press, told } from '../lib/people.mjs';
import { unzip } from '../lib/zip.mjs';

/** The committee reviews half a year; figures are the expected ones by name, on the page and on paper. */
export async function review(officer, theme, figures) {
  await officer.goto('/campaign/review');
  await press(officer.getByRole('main'), 'Lập báo cáo', 'link');
  await officer.getByLabel('Sơ kết', { exact: true }).check();
  await officer.getByLabel('Chủ đề (không bắt buộc)', { exact: true }).selectOption({ label: theme });
  await fill(officer, { 'Từ ngày': '05/01/2027', 'Đến ngày': '30/06/2027' });
  await press(officer, 'Lập báo cáo');
  await told(officer, 'Đã lập báo cáo và điền số liệu.');
  const table = officer.getByRole('table', { name: 'Số liệu' });
  for (const [name, number] of Object.entries(figures)) {
    const row = table.locator('tr').filter({ hasText: name });
    assert.equal(Number.parseInt(await row.locator('td').first().innerText()), number, name);
  }
  await checkPage(officer, 'the review of a campaign');
  await fill(officer, { 'Kết quả đạt được': 'Nhiều khoa đã bỏ một bước chờ.', 'Phương hướng, nhiệm vụ': 'Các đơn vị chậm hoàn thành trong quý III.' });
  await press(officer, 'Lưu và cập nhật số liệu');
  await told(officer, 'Đã lưu; số liệu tính đến lúc này.');
  await fill(officer, { 'Số báo cáo': '12', 'Ngày ban hành': '05/07/2027' });
  await press(officer, 'Ban hành');
  await told(officer, 'Đã ban hành; số liệu được giữ nguyên.');
  const paper = unzip((await officer.request.get(new URL(officer.url()).pathname + '/print.docx').then((answer) => answer.body())), 'word/document.xml').toString();
  for (const [name, number] of Object.entries(figures)) assert.match(paper.replaceAll(/<[^>]+>/g, ' '), new RegExp(`${name}\\s+${number}\\b`), `${name} on paper`);
}
