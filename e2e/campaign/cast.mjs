// Who plays in the story of a campaign, and how somebody gets an account.

import assert from 'node:assert/strict';
import { hidden, send, submit, text } from '../lib/form.mjs';

const password = 'mật khẩu của riêng tôi';

/** The fifteen of the cell, by what they have registered for the year before the theme comes. */
export const cast = {
  leader: 'Đặng Văn A3', // signs in as bithu-s1
  officer: 'Ngô Văn D3', // serves the committee above as canbo-s1
  writer: 'Hồ Văn K3', // nothing
  sent: ['Bùi Văn B3', 'Đỗ Thị C3', 'Dương Thị Đ3', 'Lý Văn E3', 'Phan Thị G3', 'Cao Văn H3', 'Mai Thị I3', 'Đinh Thị L3', 'Trịnh Văn M3', 'Tạ Thị N3'],
  unsent: ['Lương Thị O3', 'Nguyễn Thị P3'], // one drafts it, to one it was given back
};

export const everybody = Object.values(cast).flat();

/** Where whoever keeps the accounts of a cell finds its people, by name. */
export async function accounts(desk) {
  const list = await text(await desk.get('/accounts'));
  return new Map([...list.matchAll(/href="(\/accounts\/[0-9a-f-]{36})">([^<]*)<\/a>/g)].map(([, address, name]) => [name, address]));
}

/** Whoever keeps the accounts invites the person at that address, who chooses name and password with the own device. */
export async function signUp(own, desk, person, username) {
  const [link] = (await submit(desk, person, `${person}/invite`)).match(/\/invite\/[\w-]+/) ?? assert.fail(`no link for ${person}`);
  await send(own, link, { ...hidden(await text(await own.get(link)), link), username, password, again: password });
}

/** Somebody who has an account of the sample signs in. */
export async function signIn(own, username) {
  await send(own, '/login', { ...hidden(await text(await own.get('/login')), '/login'), username, password: 'chi-bo-mau-2026!' });
}
