// Finds a Chromium to test with: CHIBO_TEST_CHROMIUM, then the npm package pinned
// beside this file, which is installed and unpacked on the first call, then PATH.
// The package is the shell without windows: it does the same pages in half the
// time of a whole browser, and it is the same on every machine. Run as a program
// it prints the path.

import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const unpacked = join(here, 'node_modules', '.unpacked');

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome-headless-shell'];

/** The path of a program that takes Chromium's flags. Throws where none is to be had. */
export async function findChromium() {
  if (process.env.CHIBO_TEST_CHROMIUM) return process.env.CHIBO_TEST_CHROMIUM;
  try {
    return await fromPackage();
  } catch (error) {
    const path = onPath();
    if (!path) throw error;
    console.error(`the Chromium of npm does not run here, ${path} does its work: ${error.message}`);
    return path;
  }
}

function onPath() {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(dir, name);
      if (dir && executable(path)) return path;
    }
  }
  return null;
}

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function fromPackage() {
  const launcher = join(unpacked, 'launch');
  if (!existsSync(launcher)) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: here, stdio: ['ignore', 2, 2] });
    await unpack();
  }
  return launcher;
}

/**
 * Unpacks the package beside itself, not where it would by itself (the shared
 * temporary folder, where a stale or foreign file of the same name would be run).
 */
async function unpack() {
  const making = unpacked + '.new';
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = making; // where inflate puts what it unpacks
  try {
    const { inflate } = await import('@sparticuz/chromium');
    const packed = join(here, 'node_modules/@sparticuz/chromium/bin');
    for (const name of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
      await inflate(join(packed, name));
    }
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  // The libraries that the machine may lack come with it; a launcher tells the
  // browser where they are, so that a caller needs to know one path only.
  writeFileSync(
    join(making, 'launch'),
    `#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_PATH="$here/fonts"
exec "$here/chromium" "$@"
`,
    { mode: 0o755 },
  );
  // Its own list of folders names none that is here.
  writeFileSync(
    join(making, 'fonts', 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(unpacked, 'fonts')}</dir><cachedir>${join(unpacked, 'cache')}</cachedir></fontconfig>
`,
  );
  execFileSync(join(making, 'launch'), ['--version'], { stdio: ['ignore', 2, 2], timeout: 30_000 });
  rmSync(unpacked, { recursive: true, force: true });
  renameSync(making, unpacked);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await findChromium());
