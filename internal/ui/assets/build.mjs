// Builds what the pages load into internal/ui/dist, from where the program embeds it:
//   public/         app-<hash>.css, app-<hash>.js, fonts, icons: served under /assets/
//   sw.js           the service worker, without the list of what it keeps
//   manifest.json   plain name → hashed name
//   icons.json      icon name → SVG content, inlined by ui.Icon
//   packages.json   the npm packages of which anything is in there, for the bill (tools/sbom)
// Usage: node internal/ui/assets/build.mjs (from anywhere; needs `npm ci` once).
import { build } from "esbuild";
import { PurgeCSS } from "purgecss";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { png } from "./picture.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../..");
const dist = join(here, "../dist");
const taken = new Set(["bootstrap", "sjcl"]); // copied into Tabler's style sheet and into blindrsa-ts
const take = (name) => {
  taken.add(name.match(/^(@[^/]+\/)?[^/]+/)[0]);
  return join(root, "node_modules", name);
};

// Tabler is 554 KB; only the rules that a page or script of ours can use are kept.
async function tabler() {
  const [result] = await new PurgeCSS().purge({
    content: [join(root, "internal/**/*.templ"), join(root, "internal/ui/*.go"), join(here, "*.js")],
    css: [take("@tabler/core/dist/css/tabler.min.css")],
    variables: true,
    keyframes: true,
    fontFace: true,
    safelist: { standard: [/^data-bs-theme$/, /^light$/, /^dark$/] },
  });
  return result.css;
}

// Of the font files only the two subsets that Vietnamese needs, woff2 only (Chrome has read it since version 36).
function fonts() {
  const wanted = /-(latin|vietnamese)-\d+-normal \*\//;
  return [400, 500, 600, 700].map((weight) => {
    const file = take(`@fontsource/be-vietnam-pro/${weight}.css`);
    return readFileSync(file, "utf8")
      .split(/(?=\/\* be-vietnam-pro-)/)
      .filter((block) => wanted.test(block))
      .join("")
      .replace(/,\s*url\([^)]*\.woff\) format\('woff'\)/g, "")
      .replaceAll("./files/", join(dirname(file), "files") + "/");
  }).join("\n");
}

const fromPackages = {
  name: "from-packages",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(tabler|fonts)$/ }, ({ path }) => ({ path, namespace: "package" }));
    onLoad({ filter: /^tabler$/, namespace: "package" }, async () => ({ contents: await tabler(), loader: "css" }));
    onLoad({ filter: /^fonts$/, namespace: "package" }, () => ({ contents: fonts(), loader: "css", resolveDir: root }));
  },
};

// Every icons.txt below internal/ names icons; a name that the package does not have stops the build.
function icons() {
  const outline = take("@tabler/icons/icons/outline");
  const names = readdirSync(join(root, "internal"), { recursive: true })
    .filter((file) => basename(file) === "icons.txt")
    .flatMap((file) => readFileSync(join(root, "internal", file), "utf8").split("\n"))
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"));
  return Object.fromEntries([...new Set(names)].sort().map((name) => {
    const svg = readFileSync(join(outline, `${name}.svg`), "utf8");
    const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    return [name, inner.replace(/\s*\n\s*/g, "").replace(/<path stroke="none"[^>]*\/>/, "").trim()];
  }));
}

const inlineIcons = icons(); // before anything is removed: a wrong name leaves the last build as it was
rmSync(join(dist, "public"), { recursive: true, force: true });
mkdirSync(join(dist, "public"), { recursive: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: [{ in: "index.css", out: "app" }, "app.js", "poll.js", "icon.svg"],
  outdir: join(dist, "public"),
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".svg": "copy" },
  bundle: true,
  minify: true,
  format: "iife",
  target: "chrome109",
  metafile: true,
  plugins: [fromPackages],
  logLevel: "warning",
});

await build({
  entryPoints: [join(here, "sw.js")],
  outfile: join(dist, "sw.js"),
  minify: true,
  target: "chrome109",
  logLevel: "warning",
});

// Home screens want pictures.
function pictures() {
  const svg = readFileSync(join(here, "icon.svg"), "utf8");
  return [["icon-192", 192, false], ["icon-512", 512, false], ["icon-maskable", 512, true]].map(([name, size, cut]) => {
    const data = png(svg, size, cut);
    const file = `${name}-${createHash("sha256").update(data).digest("hex").slice(0, 8).toUpperCase()}.png`;
    writeFileSync(join(dist, "public", file), data);
    return file;
  });
}

const manifest = Object.fromEntries([...Object.keys(metafile.outputs), ...pictures()].map((file) => {
  const hashed = basename(file);
  return [hashed.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, ""), hashed];
}).sort());
writeFileSync(join(dist, "manifest.json"), JSON.stringify(manifest, null, 1));
writeFileSync(join(dist, "icons.json"), JSON.stringify(inlineIcons, null, 1));

for (const { inputs } of Object.values(metafile.outputs)) {
  for (const file of Object.keys(inputs)) {
    const [, name] = file.split(/.*node_modules\//);
    if (name) take(name);
  }
}
writeFileSync(join(dist, "packages.json"), JSON.stringify([...taken].sort(), null, 1));
