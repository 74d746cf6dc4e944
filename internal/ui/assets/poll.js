// The device's side of a secret poll (RFC 9474): it makes a slip, has it signed without showing it, and casts it without
// saying whose it is. Loaded by the page of a poll alone.
import { RSABSSA } from "@cloudflare/blindrsa-ts";

const suite = RSABSSA.SHA384.PSS.Randomized();
const root = document.querySelector("[data-poll]");
const { poll: id, me, key, take, standing, cast } = root.dataset;
const box = `poll:${id}:${me}`; // what this device keeps, until the ballot is cast
const apart = { credentials: "omit", cache: "no-store" }; // nobody is signed in for what follows

const text = (bytes) => btoa(String.fromCharCode(...bytes));
const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const kept = () => JSON.parse(localStorage.getItem(box) ?? "null");
const keep = (what) => localStorage.setItem(box, JSON.stringify(what));

/** Shows the one part of the page that says where the device stands. */
function show(name) {
  for (const part of root.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== name;
}

/** A slip of this device, made once and kept: asking again asks for the same. */
async function slip(publicKey) {
  if (kept()) return kept();
  const prepared = suite.prepare(crypto.getRandomValues(new Uint8Array(32)));
  const { blindedMsg, inv } = await suite.blind(publicKey, prepared);
  keep({ slip: text(prepared), blinded: text(blindedMsg), inv: text(inv) });
  return kept();
}

/** Has the slip signed, after a random wait: the order in which devices ask must not be that of their owners. */
async function sign(publicKey) {
  const mine = await slip(publicKey);
  if (mine.signature) return true;
  show("taking");
  await wait(Math.random() * 3_000);
  const answer = await fetch(take, { method: "POST", body: new URLSearchParams({ blinded: mine.blinded }), headers: { Accept: "text/plain" } });
  if (!answer.ok) {
    show(answer.status === 409 ? "taken" : "retry");
    return false;
  }
  const signature = await suite.finalize(publicKey, bytes(mine.slip), bytes((await answer.text()).trim()), bytes(mine.inv));
  keep({ slip: mine.slip, signature: text(signature) }); // what could lead from the slip to its owner is gone
  return true;
}

async function state() {
  const answer = await fetch(standing, apart);
  return answer.ok ? (await answer.text()).trim() : "";
}

/** Offers the ballot, and casts it. */
function offer() {
  const mine = kept();
  if (mine?.receipt) return show("cast");
  if (!mine?.signature) return show("late");
  show("vote");
}

root.querySelector("form[data-vote]")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const choice = new FormData(event.target).get("choice");
  if (!choice) return root.querySelector("[data-missing]").removeAttribute("hidden");
  const button = event.target.querySelector("button");
  button.disabled = true;
  try {
    const { slip, signature } = kept();
    const answer = await fetch(cast, { ...apart, method: "POST", body: new URLSearchParams({ slip, signature, choice }) });
    if (answer.ok) {
      keep({ receipt: (await answer.text()).trim() });
      return begin();
    }
    show(answer.status === 409 ? "over" : "failed");
  } catch {
    show("failed"); // no network: the slip stays on the device
  } finally {
    button.disabled = false;
  }
});

for (const again of root.querySelectorAll("[data-again]")) again.addEventListener("click", begin);

/** Marks the voter's own receipt in the list of a closed poll. */
function mark(receipt) {
  for (const place of root.querySelectorAll("[data-receipt]")) place.textContent = receipt;
  for (const row of document.querySelectorAll("[data-slip]")) if (row.dataset.slip === receipt) row.querySelector("[data-mine]").hidden = false;
}

let following = 0;
async function begin() {
  const run = ++following;
  if (!isSecureContext) return show("insecure");
  if (kept()?.receipt) mark(kept().receipt);
  if (root.dataset.state === "closed") return;
  const publicKey = await crypto.subtle.importKey("spki", bytes(key), { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
  for (let last = ""; run === following; await wait(2_000)) {
    let now = "";
    try {
      now = await state();
      if (now === "handing" && (await sign(publicKey))) show("waiting");
    } catch {
      now = ""; // no network for a moment: asked again
    }
    if (now && now !== last) {
      if (now === "casting") offer();
      if (now === "closed" || now === "cancelled") return location.reload();
      last = now;
    }
  }
}

begin();
