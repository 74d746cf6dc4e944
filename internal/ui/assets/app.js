// Everything here is comfort: each page works without it. Written for Chrome 109.
import { menus } from "./js/menus.js";
import { view } from "./js/view.js";
import { fields } from "./js/fields.js";
import { keys } from "./js/keys.js";
import { copy } from "./js/copy.js";
import { autosave } from "./js/autosave.js";
import { fresh } from "./js/fresh.js";
import { keep } from "./js/keep.js";
import { report } from "./js/report.js";
import { queue } from "./js/queue.js";
import { live } from "./js/live.js";
import { net } from "./js/net.js";
import { install } from "./js/install.js";

for (const start of [view, menus, fields, keys, copy, autosave, fresh, keep, report, queue, live, net, install]) start();
