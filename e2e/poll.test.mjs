import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage, launch, shot, tab } from './lib/browser.mjs';
import { start } from './lib/chibo.mjs';
import { markRest, openMeeting } from './lib/meeting.mjs';
import { choose, press, signIn } from './lib/people.mjs';
import { askPoll, castVote, countPoll, device, openVote } from './lib/poll.mjs';

const password = 'chi-bo-mau-2026!'; // of every sample account
const june = 'Sinh hoạt thường kỳ tháng 6/2026';
const question = 'Chuyển giờ sinh hoạt sang 15 giờ?';
const voters = { bithu: 'Đồng ý', phobithu: 'Đồng ý', chiuyvien: 'Không đồng ý', dangvien: 'Đồng ý', dangvien2: 'Ý kiến khác', dangvien3: 'Không đồng ý' };

// B5, safety B1, B2: six phones take part in a secret poll; one loses the network while it casts, the server dies while
// the vote is open, a probationary member is left out, and everybody finds his own ballot.
test('a secret poll on phones', async (t) => {
  const chibo = await start(t, { command: 'demo', today: '2026-06-03' });
  const browser = await launch(t);
  const person = async (user, screen = 'phone') => {
    const page = await tab(t, browser, chibo.url, { screen, cuts: true });
    await signIn(page, user, password);
    await page.getByRole('heading', { level: 1, name: 'Chào đồng chí' }).waitFor();
    return page;
  };
  const leader = await person('bithu');
  await choose(leader, 'Sinh hoạt');
  await press(leader, june, 'link');
  await openMeeting(leader);
  await markRest(leader);
  await press(leader, 'Quay lại cuộc họp', 'link');
  await askPoll(leader, question, () => checkPage(leader, 'a poll to open'));
  const address = new URL(leader.url()).pathname;

  const phones = { bithu: leader };
  await Promise.all(
    Object.keys(voters).slice(1).map(async (user) => {
      phones[user] = await person(user);
      await choose(phones[user], 'Sinh hoạt');
      await press(phones[user], june, 'link');
      await press(phones[user], 'Mở phiếu của tôi', 'link');
    }),
  );
  for (const page of Object.values(phones)) await device(page).getByText('Đồng chí đã có phiếu trên máy này.').waitFor();
  const outsider = await person('dubi');
  await outsider.goto(address);
  await outsider.getByText('Thăm dò lấy ý kiến đảng viên chính thức.').waitFor();

  await openVote(leader, 6);
  const receipts = {};
  const cast = async (user) => {
    receipts[user] = await castVote(phones[user], voters[user]);
  };
  for (const user of ['phobithu', 'chiuyvien', 'dangvien']) await cast(user);
  await device(phones.dangvien2).getByText('Phiếu kín.').waitFor();
  await checkPage(phones.dangvien2, 'a ballot');
  await shot(phones.dangvien2, 'poll-phone');

  await phones.dangvien2.context().setOffline(true);
  await device(phones.dangvien2).getByRole('radio', { name: voters.dangvien2, exact: true }).check();
  await press(phones.dangvien2, 'Bỏ phiếu');
  await device(phones.dangvien2).getByText('Chưa bỏ được phiếu').waitFor();
  await phones.dangvien2.context().setOffline(false);
  await press(phones.dangvien2, 'Thử lại');
  await chibo.turn('2026-06-03'); // the server ends, and comes back with all that was cast
  for (const user of ['dangvien2', 'dangvien3']) await cast(user);
  await cast('bithu');

  assert.deepEqual(await countPoll(leader, 6), [['Đồng ý', '3'], ['Không đồng ý', '2'], ['Ý kiến khác', '1']]);
  await checkPage(leader, 'the result of a poll');
  for (const [user, phone] of Object.entries(phones)) {
    const page = await phone.context().newPage(); // the one that is open goes on to the result by itself, when it likes
    await page.goto(address);
    await page.getByText('Đối chiếu từng phiếu').click();
    const own = page.locator('[data-slip]').filter({ has: page.locator('[data-mine]:visible') });
    await own.getByText(receipts[user], { exact: true }).waitFor();
    await own.getByText(voters[user], { exact: true }).waitFor();
  }
  assert.equal(new Set(Object.values(receipts)).size, 6);
  assert.doesNotMatch(chibo.output(), /polls\/\{poll\}"|\/cast/, 'the log says nothing of who was on the page, or when ballots came');
});
