// What has been looked at, so that it is not looked at again: by one story, or by all that run side by side where
// CHIBO_LOOKED names a file in which they tell one another.

import { appendFileSync, readFileSync } from 'node:fs';

const file = process.env.CHIBO_LOOKED;
const known = new Set();

/** Notes that what has these names is looked at, and returns those that nobody has noted before. A name is one line. */
export function unseen(names) {
  if (file) for (const line of readFileSync(file, { encoding: 'utf8', flag: 'a+' }).split('\n')) known.add(line);
  const fresh = names.filter((name) => !known.has(name));
  for (const name of fresh) known.add(name);
  if (file && fresh.length > 0) appendFileSync(file, fresh.join('\n') + '\n');
  return fresh;
}
