// The units and the mass organisations under a committee, by the forms that those who lead them send.

import { device, hidden, send, text } from '../lib/form.mjs';
import { signUp } from './cast.mjs';

const cell = 'Chi bộ Văn phòng Sở'; // has its own act
const slow = ['Chi bộ Bệnh viện Tâm thần', 'Chi bộ Công ty Dược']; // do nothing until they are reminded

/**
 * The organisations right below the committee that an officer serves, as its list of accounts names them. Whoever leads
 * one is found in its seat: a committee has the secretary of a cell.
 */
async function unitsBelow(desk) {
  const list = await text(await desk.get('/accounts'));
  const all = [];
  for (const [, id, depth, name] of list.matchAll(/<option value="([0-9a-f-]{36})"[^>]*>((?:– )+)([^<]+)<\/option>/g)) {
    if (depth === '– ') all.push({ id, name, seat: id });
    else if (name.endsWith('Hành chính')) all.at(-1).seat = id;
  }
  return all;
}

/** Where the officer finds who leads a unit: its secretary, of a mass organisation the only one listed. */
async function leaderOf(desk, { seat }) {
  const list = await text(await desk.get(`/accounts?unit=${seat}`));
  return (list.match(/(\/accounts\/[0-9a-f-]{36})">[^<]*<\/a> <div[^>]*>Bí thư</) ?? list.match(/(\/accounts\/[0-9a-f-]{36})"/))[1];
}

/** Who leads a unit sends a form of the theme for it. */
async function act(own, unit, address, page, form, fields = {}) {
  const [from, to] = [page, form].map((part) => `${address}${part}?unit=${unit.id}`);
  await send(own, to, { ...hidden(await text(await own.get(from)), to), ...fields });
}

/**
 * Those who lead the units and mass organisations get accounts; all but two receive the theme, and every other one issues
 * a programme with an item that follows the committee's. Gives how many of the Party's and of the others issued one, and
 * the devices of those who did nothing.
 */
export async function follow(t, origin, officer, address) {
  const desk = officer.context().request;
  const units = (await unitsBelow(desk)).filter(({ name }) => name !== cell);
  const result = { party: 0, mass: 0, late: [] };
  const one = async (unit, n) => {
    const own = await device(t, origin);
    await signUp(own, desk, await leaderOf(desk, unit), `lanh-dao-${n}`);
    if (slow.includes(unit.name)) return result.late.push(own);
    if (n % 2) return act(own, unit, address, '', '/receive');
    await act(own, unit, address, '/item', '/item', { content: 'Gộp hai quầy đăng ký thành một', owner: 'Bộ phận tiếp đón' });
    await act(own, unit, address, '/issue', '/issue', { on: '05/01/2027' });
    return result[/^(Chi|Đảng) bộ/.test(unit.name) ? 'party' : 'mass']++;
  };
  await Promise.all(units.map(one));
  return result;
}
