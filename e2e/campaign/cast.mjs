// Who plays in the story of a campaign, and how somebody gets an account.

import assert from 'node:assert/strict';
import { submit } from '../lib/form.mjs';

const password = 'mật khẩu của riêng tôi';

/** Whoever keeps the accounts invites the person at that address, who chooses name and password with the own browser. */
export async function signUp(own, desk, person, username) {
  const [link] = (await submit(desk, person, `${person}/invite`)).match(/\/invite\/[\w-]+/) ?? assert.fail(`no link for ${person}`);
  await submit(own, link, link, { username, password, again: password });
}
