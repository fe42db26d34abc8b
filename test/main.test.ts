import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimFolder } from '../src/engine/store/claim.ts';
import { buildProgram } from './support/program.ts';

let program = '';
let dir = '';
let taken: Server;
let takenPort = 0;

beforeAll(async () => {
  program = await buildProgram('test-main');
  dir = await mkdtemp(path.join(tmpdir(), 'main-'));
  taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  takenPort = (taken.address() as AddressInfo).port;
});
afterAll(async () => {
  taken?.close();
  await rm(dir, { recursive: true, force: true });
});

type Ended = { code: number | null; printed: string; complained: string };

/** Starts the program with nothing set but these, and waits for its end. */
function run(role: string, env: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [program, role], {
    env: { PATH: process.env.PATH, DATA_DIR: path.join(dir, 'data'), HOST: '127.0.0.1', PORT: '0', ENGINE_PORT: '0', ...env },
  });
  const ended: Ended = { code: null, printed: '', complained: '' };
  child.stdout.on('data', (piece: Buffer) => {
    ended.printed += piece;
    // It started, which no case here means it to.
    child.kill('SIGTERM');
  });
  child.stderr.on('data', (piece: Buffer) => {
    ended.complained += piece;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...ended, code })));
}

const alone = { UPSTREAM_URL: 'http://127.0.0.1:9' };

const cases: [string, string, () => Promise<Record<string, string>> | Record<string, string>, RegExp][] = [
  ['a port that is none', 'all', () => ({ PORT: '99999' }), /^Some settings cannot be used\. PORT: /],
  ['a role that is none', 'server', () => ({}), /^There is no role "server"\. Roles: all, relay, engine\.$/],
  ['a relay alone without an upstream', 'relay', () => ({}), /^The relay alone needs UPSTREAM_URL/],
  ['a model without its address', 'all', () => ({ LLM_MODEL: 'x' }), /LLM_MODEL: needs LLM_URL/],
  ['an ffmpeg that is not there', 'engine', () => ({ FFMPEG_PATH: '/no/ffmpeg' }), /FFMPEG_PATH: there is no \/no\/ffmpeg/],
  ['a folder without a speech model', 'engine', () => ({ SPEECH_MODEL_DIR: dir }), /^SPEECH_MODEL_DIR: .* has no model\.int8\.onnx/],
  ['a folder that is a file', 'engine', () => ({ DATA_DIR: '/etc/hosts/x' }), /^The folder \/etc\/hosts\/x cannot be written\./],
  [
    'a folder that another process works in',
    'engine',
    async () => {
      const folder = path.join(dir, 'claimed');
      await mkdir(folder, { recursive: true });
      claimFolder(path.join(folder, 'engine'));
      return { DATA_DIR: folder };
    },
    new RegExp(`^The folder .* is used by the process ${process.pid}: stop it, or choose another with DATA_DIR\\.$`),
  ],
  ['what an upstream is, without its address', 'all', () => ({ UPSTREAM_KIND: 'cloud' }), /UPSTREAM_KIND: needs UPSTREAM_URL/],
  [
    'a database that is damaged',
    'relay',
    async () => {
      await mkdir(path.join(dir, 'damaged', 'pg'), { recursive: true });
      await writeFile(path.join(dir, 'damaged', 'pg', 'PG_VERSION'), '18');
      return { ...alone, DATA_DIR: path.join(dir, 'damaged') };
    },
    /^The database in .*damaged\/pg is damaged and cannot be opened\. Put back a copy of it, or move it away/,
  ],
  [
    'a database that nobody answers at',
    'relay',
    () => ({ ...alone, DATABASE_URL: 'postgres://x@127.0.0.1:1/x' }),
    /^The database at DATABASE_URL cannot be used: nobody answers there/,
  ],
  [
    'the port of an engine that is taken',
    'engine',
    () => ({ ENGINE_PORT: String(takenPort) }),
    /^Port \d+ is taken\..* ENGINE_PORT=\d+ npm start$/,
  ],
  [
    'the port of the app that is taken',
    'relay',
    () => ({ ...alone, PORT: String(takenPort) }),
    /^Port \d+ is taken\..* PORT=\d+ npm start$/,
  ],
  [
    'the port of the metrics that is taken',
    'relay',
    () => ({ ...alone, METRICS_PORT: String(takenPort) }),
    /^Port \d+ is taken\..* METRICS_PORT=\d+ npm start$/,
  ],
  [
    'a host that this machine is not',
    'relay',
    () => ({ ...alone, HOST: '203.0.113.7' }),
    /^HOST 203\.0\.113\.7 is no address of this machine\.$/,
  ],
];

test.each(cases)('%s is told in one line', async (...[, role, env, message]) => {
  const { code, printed, complained } = await run(role, await env());
  expect({ code, printed }).toEqual({ code: 1, printed: '' });
  expect(complained.trim()).toMatch(message);
  expect(complained.trim().split('\n')).toHaveLength(1);
});
