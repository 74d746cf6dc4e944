// The year of meetings and who reports in which month.

import assert from 'node:assert/strict';
import { choose, download, press, sees, told } from '../lib/people.mjs';
import { unzip } from '../lib/zip.mjs';
import { author, check, second } from './cast.mjs';

const absent = 'Ngô Thị K1'; // in February and April
const exempt = 'Dương Văn L1'; // from all meetings, hence from reports; the other fourteen have a turn each
const themed = [3, 6, 9, 12]; // months that hear no report

/** Opens the rota of a year: who leads comes to it by the meetings, others by their reports. */
async function toRota(page, year = 2026, entry = 'Sinh hoạt') {
  await choose(page, entry);
  await page.getByRole('main').getByRole('link', { name: 'Lịch phân công', exact: true }).click();
  await page.getByRole('group', { name: 'Năm' }).getByRole('link', { name: String(year), exact: true }).click();
  await sees(page, `Lịch phân công năm ${year}`);
}

/** The turn of December falls away: the member will come in January. */
export async function relieve(page) {
  await toRota(page, 2025);
  await press(page, 'Đổi lượt', 'link');
  await sees(page, 'Đổi lượt');
  await check(page, 'the turns of a year');
  await page.getByRole('link', { name: new RegExp(`^Thôi phân công.*${author}$`) }).click();
  await sees(page, 'Thôi phân công báo cáo');
  await page.getByLabel('Có lý do').check();
  await check(page, 'a turn that falls away');
  await press(page, 'Thôi phân công');
  await told(page, 'Đã thôi phân công.');
  await press(page, 'Quay lại danh sách báo cáo', 'link');
}

/** Twelve regular meetings, and four on a theme. */
export async function planYear(page) {
  await toRota(page);
  await press(page, 'Lập kế hoạch năm', 'link');
  await sees(page, 'Kế hoạch sinh hoạt năm 2026');
  await check(page, 'a year without a plan');
  await page.getByLabel('Tuần', { exact: true }).selectOption({ label: 'Thứ hai' });
  for (let n = 1; n <= 12; n++) await page.getByRole('checkbox', { name: `Tháng ${n}`, exact: true }).setChecked(themed.includes(n));
  await press(page, 'Lập kế hoạch');
  await told(page, 'Đã lập kế hoạch sinh hoạt năm 2026.');
  assert.equal(await page.getByRole('row', { name: /Thường kỳ/ }).count(), 12);
  assert.equal(await page.getByRole('row', { name: /Chuyên đề/ }).count(), themed.length);
  await check(page, 'a plan of a year');
}

/** One tap, in a year that is not drawn yet. */
export async function volunteer(page, entry, picture) {
  await toRota(page, 2026, entry);
  await press(page, 'Xung phong tháng 1');
  await told(page, 'Đã ghi nhận xung phong tháng 1/2026.');
  await page.getByRole('button', { name: 'Rút xung phong tháng 1', exact: true }).waitFor();
  if (!picture) return;
  await check(page, 'the rota of a member');
  await page.getByRole('heading', { name: 'Xung phong báo cáo' }).evaluate((it) => it.scrollIntoView({ block: 'center' }));
  await picture(page, 'volunteer-phone');
}

/** In February and April one of them is away; nobody asks why. */
export async function excuse(page) {
  await toRota(page);
  await press(page, 'Tháng không bố trí được', 'link');
  await press(page, absent, 'link');
  for (const month of ['Tháng 2', 'Tháng 4']) await page.getByRole('checkbox', { name: month, exact: true }).check();
  await check(page, 'who cannot report in which months');
  await press(page, 'Lưu');
  await told(page, 'Đã lưu.');
}

/** The turns of the year as the page has them: {name, month, state}. */
const turns = (page) =>
  page.locator('table.matrix a.slot').evaluateAll((all) =>
    all.map((slot) => slot.getAttribute('aria-label').match(/^(?<name>.+), tháng (?<month>\d+): (?<state>.+)$/)?.groups).filter(Boolean),
  );

/** All have their turn, those who asked the month that they asked for, and no month with a theme carries any. */
export async function drawRota(page, picture) {
  await toRota(page);
  await press(page, 'Xếp lịch', 'link');
  await sees(page, 'Xếp lịch');
  await check(page, 'a rota before it is drawn');
  await press(page, 'Xếp lịch');
  await told(page, 'Đã xếp lịch.');
  const drawn = await turns(page);
  const names = new Set(drawn.map(({ name }) => name));
  assert.deepEqual([drawn.length, names.size, names.has(exempt)], [14, 14, false], 'everybody once');
  const months = Array.from({ length: 12 }, (_, n) => drawn.filter(({ month }) => Number(month) === n + 1).map(({ name }) => name));
  for (const [n, all] of months.entries()) assert.ok(all.length <= (themed.includes(n + 1) ? 0 : 2), `month ${n + 1}: ${all}`);
  assert.deepEqual(months[0].sort(), [author, second].sort());
  for (const n of [2, 4]) assert.equal(months[n - 1].includes(absent), false);
  await check(page, 'the rota of a year');
  await picture(page, 'rota-desktop');
  await press(page, 'In lịch', 'link');
  await check(page, 'the rota on paper');
  assert.match(unzip(await download(page, 'Tải Word'), 'word/document.xml'), new RegExp(author));
  await page.goBack();
}

/** Who reports in January is told; the later months stay a plan. */
export async function tell(page) {
  await press(page, 'Thông báo lịch cho chi bộ', 'link');
  await page.getByRole('link', { name: /^Đến hết tháng 1\b/ }).click();
  await check(page, 'who is told');
  await press(page, 'Thông báo 2 lượt');
  await told(page, 'Đã thông báo 2 lượt báo cáo.');
  const states = (await turns(page)).map(({ month, state }) => [month, state]);
  assert.ok(states.every(([month, state]) => state === (month === '1' ? 'Được phân công' : 'Kế hoạch')));
}

/** Who is away takes part in no meeting: his turn falls away, and what was told stays. */
export async function mendRota(page) {
  await toRota(page);
  const before = await turns(page);
  const wasTold = ({ state }) => state !== 'Kế hoạch';
  const { name: away } = before.find(({ month }) => month === '4');
  await choose(page, 'Đảng viên');
  await press(page, away, 'link');
  await press(page, 'Chức vụ, phân công', 'link');
  await page.getByLabel('Trạng thái', { exact: true }).selectOption({ label: 'Sinh hoạt tạm thời nơi khác' });
  await press(page, 'Ghi trạng thái');
  await told(page, 'Đã ghi trạng thái.');
  await toRota(page);
  await press(page, 'Xem và sắp xếp lại', 'link');
  await sees(page, 'Sắp xếp lại');
  await page.getByRole('listitem').filter({ hasText: away }).getByText('bỏ lượt tháng 4').waitFor();
  await press(page, 'Sắp xếp lại');
  await told(page, 'Đã xếp lịch.');
  const after = await turns(page);
  assert.deepEqual(after.filter(wasTold), before.filter(wasTold));
  assert.equal(before.filter(wasTold).length, 4, 'two of January, and two who were told when its meeting ended');
  assert.deepEqual([after.length, after.some(({ name }) => name === away)], [13, false]);
}

/** The whole year is drawn and told at once. */
export async function nextYear(page) {
  await toRota(page, 2027);
  await press(page, 'Lập kế hoạch năm', 'link');
  await press(page, 'Lập kế hoạch');
  await told(page, 'Đã lập kế hoạch sinh hoạt năm 2027.');
  await toRota(page, 2027);
  await press(page, 'Xếp lịch', 'link');
  await press(page, 'Xếp lịch');
  await told(page, 'Đã xếp lịch.');
  await press(page, 'Thông báo lịch cho chi bộ', 'link');
  await page.getByRole('link', { name: /^Đến hết tháng 12\b/ }).click();
  await page.getByRole('button', { name: /^Thông báo \d+ lượt$/ }).click();
  await told(page, 'lượt báo cáo.');
}
