// The figures of a committee, as its officer reads them: counts, and nobody's name.

import assert from 'node:assert/strict';
import { checkPage } from '../lib/browser.mjs';
import { choose, download, press, sees } from '../lib/people.mjs';
import { names, unzip } from '../lib/zip.mjs';

const opened = 'Chi bộ Trung tâm Kiểm nghiệm';

/** The table of the 19 units: sorted, and opened at one of them, whose members the officer does not see. */
export async function oversee(officer, picture) {
  await choose(officer, 'Tổng quan');
  await sees(officer, 'Tổng quan Đảng bộ Sở Y tế');
  const address = officer.url();
  await checkPage(officer, 'the figures of a committee');
  await picture(officer, 'stats-desktop');
  const table = officer.getByRole('table', { name: 'Số liệu theo tổ chức trực thuộc' });
  const units = async () => (await table.locator('tbody th').allInnerTexts()).filter((name) => name !== 'Toàn Đảng bộ');
  const sort = async () => {
    await officer.goto(await table.locator('thead a').filter({ hasText: 'Đảng viên' }).getAttribute('href')); // no head on a telephone
    return units();
  };
  assert.equal((await units()).length, 19);
  const [once, twice] = [await sort(), await sort()];
  assert.notDeepEqual(once, twice);
  assert.deepEqual(once.toSorted(), twice.toSorted());
  await table.getByRole('link', { name: opened }).click();
  await sees(officer, opened);
  await checkPage(officer, 'the figures of a unit');
  const unit = new URL(officer.url()).pathname.split('/').at(-1);
  for (const list of ['/member', '/admission', '/movement/badge', '/movement/fee']) {
    assert.ok([403, 404].includes((await officer.goto(`${list}?unit=${unit}`)).status()), `${list} tells names`);
  }
  await officer.goto(address);
}

/** The same table as a spreadsheet and on paper: its units, and nobody's name. */
export async function takeAway(officer, person) {
  const sheet = await download(officer, 'Xuất bảng tính');
  const cells = names(sheet).filter((name) => name.endsWith('.xml')).map((name) => unzip(sheet, name)).join('');
  assert.ok(cells.includes(opened) && !cells.includes(person));
  await press(officer, 'In bảng tổng hợp', 'link');
  await officer.getByRole('article').getByText(opened).first().waitFor();
  await checkPage(officer, 'the table on paper');
}
