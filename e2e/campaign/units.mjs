// The units under a committee, by the forms that their secretaries send.

import { submit, text } from '../lib/form.mjs';
import { signUp } from './cast.mjs';

const apart = ['Chi bộ Văn phòng Sở', 'Chi bộ Công ty Dược']; // one has its own act, of the other nobody comes in
const slow = 'Chi bộ Bệnh viện Tâm thần'; // does nothing until it is reminded

/** The organisations right below the committee that an officer serves, as its list of accounts names them: {name, id}. */
async function cellsBelow(desk) {
  const list = await text(await desk.get('/accounts'));
  const all = [...list.matchAll(/<option value="([0-9a-f-]{36})"[^>]*>– ([^–<]+)<\/option>/g)].map(([, id, name]) => ({ id, name: name.trim() }));
  return all.filter(({ name }) => name.startsWith('Chi bộ '));
}

/** Gives the secretary of a unit an account, and a device: the requests of its browser. */
async function secretaryOf(t, browser, origin, desk, unit, username) {
  const list = await text(await desk.get(`/accounts?unit=${unit.id}`));
  const [person] = list.match(/\/accounts\/[0-9a-f-]{36}/);
  const context = await browser.newContext({ baseURL: origin });
  t.after(() => context.close());
  await signUp(context.request, desk, person, username);
  return context;
}

/**
 * The secretaries of the cells get accounts; all but one add an item that follows the committee's, and issue.
 * Gives how many issued, and the browser of the one who did not.
 */
export async function follow(t, browser, origin, officer, address) {
  const desk = officer.context().request;
  let issued = 0;
  let late;
  for (const [n, unit] of (await cellsBelow(desk)).entries()) {
    if (apart.includes(unit.name)) continue;
    const secretary = await secretaryOf(t, browser, origin, desk, unit, `bithu-chi-bo-${n}`);
    if (unit.name === slow) {
      late = secretary;
      continue;
    }
    const part = (name) => `${address}/${name}?unit=${unit.id}`;
    await submit(secretary.request, part('item'), part('item'), { content: 'Gộp hai quầy đăng ký thành một', owner: 'Bộ phận tiếp đón' });
    await submit(secretary.request, part('issue'), part('issue'), { on: '05/01/2027' });
    issued++;
  }
  return { issued, late };
}
