// Runs the program itself, as a person at a computer would.

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.CHIBO_BIN ?? join(root, 'bin/chibo');
const withpg = join(root, 'bin/withpg');

const startLimit = 120_000; // ms; the demonstration data is made at the start
const stopLimit = 15_000; // ms

/**
 * Starts bin/chibo with a data folder and a database of its own, on a free port, and waits
 * until it answers; it ends with the test t, and t fails where it does not end in order.
 *
 * command: 'demo' (the sample organisations) or 'serve'; args: further flags;
 * today: the day it takes for today (YYYY-MM-DD), demo only; env: further variables.
 * On PostgreSQL where CHIBO_DB names a server, else on SQLite.
 *
 * Returns {url, data, db, output(), turn(today), crash(today)}: db is the flags that name its
 * database to other commands (see run), output() all that it has printed so far. turn ends it
 * and starts it on another day, at the same address with what it has kept; crash kills it
 * before it starts anew.
 */
export async function start(t, { command = 'demo', args = [], today, env = {} } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'chibo-story-'));
  const db = await database();
  const all = [command, '--addr', `127.0.0.1:${await freePort()}`, '--data', data, ...db, ...args];
  let run;
  t.after(async () => {
    try {
      await run?.stop();
    } finally {
      await rm(data, { recursive: true, force: true });
    }
  });
  const begin = async (day) => {
    run = spawned(day ? [...all, '--today', day] : all, env);
    return address(run.output, run.ended);
  };
  const turn = async (day) => {
    await run.stop();
    return begin(day);
  };
  const crash = async (day) => {
    await run.kill();
    return begin(day);
  };
  const url = await begin(today);
  return { url, data, db, turn, crash, output: () => run.output() };
}

/** One run of the program: what it prints, how it ends, and how to end it. */
function spawned(args, env) {
  const child = spawn(program, args, { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const collect = (text) => (printed += text);
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(String(error)));
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
  const output = () => printed;
  const kill = () => {
    child.kill('SIGKILL');
    return ended;
  };
  return { ended, output, kill, stop: () => stop(child, ended, output) };
}

/** Runs bin/chibo to its end: {code, stdout, stderr}. */
export async function run(args, { env = {} } = {}) {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { env: environment(env), maxBuffer: 64 << 20 });
    return { code: 0, stdout, stderr };
  } catch (error) {
    if (typeof error.code !== 'number') throw error;
    return { code: error.code, stdout: error.stdout, stderr: error.stderr };
  }
}

/** The flags of a new database for one story. */
async function database() {
  const server = process.env.CHIBO_DB;
  if (!server) return [];
  const { stdout } = await promisify(execFile)(withpg, ['-newdb'], {
    env: { ...process.env, CHIBO_TEST_POSTGRES: server },
  });
  return ['--db', stdout.trim()];
}

/** This process's environment without the settings of chibo, which belong to the run and not to the story. */
function environment(more) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('CHIBO_'));
  return { ...Object.fromEntries(kept), ...more };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The address that the program has printed, once it answers there. */
async function address(output, ended) {
  let over;
  ended.then((how) => (over = { how }));
  for (const limit = Date.now() + startLimit; Date.now() < limit; await sleep(50)) {
    if (over) throw new Error(`chibo ended (${over.how}) before it answered:\n${output()}`);
    const url = output().match(/https?:\/\/127\.0\.0\.1:\d+/)?.[0];
    if (url && (await answers(url))) return url;
  }
  throw new Error(`chibo did not answer within ${startLimit / 1000} s:\n${output()}`);
}

async function answers(url) {
  try {
    await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
    return true;
  } catch {
    return false;
  }
}

/** Ends the program as an administrator would, and fails where it dies instead of ending. */
async function stop(child, ended, output) {
  child.kill('SIGTERM');
  const late = new AbortController();
  const how = await Promise.race([ended, sleep(stopLimit, 'too late', { signal: late.signal }).catch(() => {})]);
  late.abort();
  if (how === 0) return;
  child.kill('SIGKILL');
  throw new Error(`chibo did not end in order (${how}):\n${output()}`);
}
