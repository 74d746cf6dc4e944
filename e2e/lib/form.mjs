// Forms that are sent without a page to show them: what a story needs many times over and does not look at.

import assert from 'node:assert/strict';
import { request } from 'playwright-core';

/** A device of somebody whom nobody looks at: it sends requests, and keeps cookies of its own. */
export async function device(t, origin) {
  const own = await request.newContext({ baseURL: origin });
  t.after(() => own.dispose());
  return own;
}

/**
 * Sends the form with that action, on the page at path, with these fields besides its hidden ones, as whoever the
 * browser context of request is signed in as; gives the text of the page that follows.
 */
export async function submit(request, path, action, fields = {}) {
  const page = await text(await request.get(path));
  return text(await request.post(action, { form: { ...hidden(page, action), ...fields } }));
}

/** Sends what a form would, and does not look at the page that follows. */
export async function send(request, action, fields) {
  const response = await request.post(action, { form: fields, maxRedirects: 0 });
  assert.equal(response.status(), 303, action);
}

/** The hidden fields of the form with that action on a page. */
export function hidden(page, action) {
  const form = page.match(new RegExp(`<form[^>]*action="${action.replaceAll('?', '\\?')}"[^>]*>(.*?)</form>`, 's'))?.[1] ?? assert.fail(`no form ${action}`);
  return Object.fromEntries([...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
}

/** The text of a page that came in order. */
export async function text(response) {
  assert.equal(response.status(), 200, response.url());
  return response.text();
}
