// Forms that are sent without a page to show them: what a story needs many times over and does not look at.

import assert from 'node:assert/strict';

/**
 * Sends the form with that action, on the page at path, with these fields besides its hidden ones, as whoever the
 * browser context of request is signed in as; gives the text of the page that follows.
 */
export async function submit(request, path, action, fields = {}) {
  const page = await text(await request.get(path));
  const form = page.match(new RegExp(`<form[^>]*action="${action.replaceAll('?', '\\?')}"[^>]*>(.*?)</form>`, 's'))?.[1] ?? assert.fail(`no form ${action} on ${path}`);
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  return text(await request.post(action, { form: { ...Object.fromEntries(hidden), ...fields } }));
}

/** The text of a page that came in order. */
export async function text(response) {
  assert.equal(response.status(), 200, response.url());
  return response.text();
}
