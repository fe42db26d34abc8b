import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXPORT_LIMIT_BYTES } from './contract/limits.ts';
import * as z from './contract/schema.ts';
import type { Engine } from './engine/server.ts';
import type { EngineSettings } from './engine/settings.ts';
import type { Relay } from './relay/server.ts';
import type { RelaySettings } from './relay/settings.ts';

/** The package's folder: main.js runs from `dist/server`. */
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const Port = z.coerce.number().int().min(0).max(65_535);
const Url = z.string().regex(/^https?:\/\/\S+$/, 'must be an http or https address');

/** Every setting, its default and what it is for: `--help` prints this. */
const Environment = z.object({
  PORT: Port.default(8787).describe('port of the relay and the H5 app'),
  HOST: z.string().default('localhost').describe('address to listen on; 0.0.0.0 lets phones on the network in'),
  DATA_DIR: z.string().default('.data').describe('folder of the database, clips and exports'),
  UPSTREAM_URL: Url.optional().describe(
    'editing backend; the embedded engine when empty, https://mega-api-prod.nemovideo.ai for the cloud',
  ),
  NEMO_TOKEN: z.string().min(1).optional().describe('one upstream token for everybody, instead of one each'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address')
    .optional()
    .describe('PostgreSQL 15 or newer; embedded when empty'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn').describe('silent, error, warn, info or debug'),
  SECRET_KEY: z
    .string()
    .min(32)
    .optional()
    .describe('encrypts upstream tokens at rest and signs file addresses; made in DATA_DIR when empty'),
  ALLOW_DEVICES: z.stringbool().optional().describe('sign in by device id from other machines too; always allowed from this one'),
  WECHAT_APP_ID: z.string().min(1).optional().describe('with WECHAT_APP_SECRET: sign in by wx.login'),
  WECHAT_APP_SECRET: z.string().min(1).optional().describe('secret of the mini program'),
  NOTICE_TEMPLATE_ID: z.string().min(1).optional().describe('subscribe message "it is ready"'),
  MOMENTS_SECONDS: z.coerce.number().int().min(1).default(30).describe('length that every WeChat posts to Moments'),
  EXPORT_LIMIT_BYTES: z.coerce.number().int().min(1_000_000).default(EXPORT_LIMIT_BYTES).describe('an export is smaller than this'),
  FILM_LABEL: z.string().max(20).optional().describe('a label every film begins with, such as AI 生成'),
  METRICS_PORT: Port.optional().describe('Prometheus metrics, on loopback'),
  ENGINE_PORT: Port.default(8788).describe('port of the engine when it runs alone'),
  FFMPEG_PATH: z.string().min(1).optional().describe('an ffmpeg to use instead of the one from npm; ffprobe must stand beside it'),
  LLM_URL: Url.optional().describe('OpenAI-compatible chat endpoint that plans edits; rules when empty'),
  LLM_MODEL: z.string().optional().describe('its model'),
  LLM_KEY: z.string().optional().describe('its key'),
  ASR_URL: Url.optional().describe('OpenAI-compatible transcription endpoint'),
  ASR_MODEL: z.string().optional().describe('its model'),
  ASR_KEY: z.string().optional().describe('its key'),
  TTS_URL: Url.optional().describe('OpenAI-compatible speech endpoint'),
  TTS_MODEL: z.string().optional().describe('its model'),
  TTS_KEY: z.string().optional().describe('its key'),
  SPEECH_MODEL_DIR: z.string().optional().describe('folder of a local recogniser model'),
});
type Environment = z.infer<typeof Environment>;

const roles = {
  all: 'the relay, the embedded engine and the H5 app (default)',
  relay: 'the relay and the H5 app; the engine is elsewhere (UPSTREAM_URL)',
  engine: 'the embedded engine alone, on ENGINE_PORT',
};
type Role = keyof typeof roles;
const isRole = (word: string): word is Role => word in roles;

/** Something the person who starts the program can put right: one line, no stack. The relay's own has the same name. */
class StartError extends Error {
  override readonly name = 'StartError';
}

function help(): string {
  const settings = Object.entries(Environment.shape).map(([name, schema]) => {
    const fallback = schema instanceof z.ZodDefault ? ` (${schema.def.defaultValue})` : '';
    return `  ${name.padEnd(20)}${schema.description ?? ''}${fallback}`;
  });
  const known = Object.entries(roles).map(([name, what]) => `  ${name.padEnd(20)}${what}`);
  return ['npm start -- [role]', '', 'Roles', ...known, '', 'Settings, from the environment', ...settings].join('\n');
}

function readEnvironment(): Environment {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined && value !== ''));
  const read = Environment.safeParse(given);
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new StartError(`Some settings cannot be used. ${wrong.join('; ')}. \`npm start -- --help\` lists them all.`);
}

const endpointOf = (url: string | undefined, model: string | undefined, key: string | undefined) =>
  url === undefined ? undefined : { url, model: model ?? '', key: key ?? '' };

function engineSettings(env: Environment): EngineSettings {
  return {
    dataDir: resolve(env.DATA_DIR, 'engine'),
    workerPath: join(root, 'dist/server/ffmpeg-worker.js'),
    ffmpegPath: env.FFMPEG_PATH,
    limitBytes: env.EXPORT_LIMIT_BYTES,
    llm: endpointOf(env.LLM_URL, env.LLM_MODEL, env.LLM_KEY),
    transcription: endpointOf(env.ASR_URL, env.ASR_MODEL, env.ASR_KEY),
    speech: endpointOf(env.TTS_URL, env.TTS_MODEL, env.TTS_KEY),
    speechModelDir: env.SPEECH_MODEL_DIR,
    filmLabel: env.FILM_LABEL,
    logLevel: env.LOG_LEVEL,
    rendersAtOnce: 1,
  };
}

function relaySettings(env: Environment, engineUrl: string | undefined): RelaySettings {
  const url = env.UPSTREAM_URL ?? engineUrl;
  if (url === undefined) throw new StartError('The relay alone needs UPSTREAM_URL: the address of the engine or of the cloud.');
  const manifest = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const isCloud = url.startsWith('https://');
  return {
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    seedPath: join(root, 'dist/server/seed.tar.gz'),
    upstream: { kind: isCloud ? 'cloud' : 'engine', url },
    nemoToken: env.NEMO_TOKEN,
    fitter: engineUrl === undefined ? undefined : { url: engineUrl },
    h5Dir: join(root, 'dist/h5'),
    secretKey: env.SECRET_KEY,
    wechat: env.WECHAT_APP_ID && env.WECHAT_APP_SECRET ? { appId: env.WECHAT_APP_ID, secret: env.WECHAT_APP_SECRET } : undefined,
    devicesAllowed: env.ALLOW_DEVICES ?? false,
    noticeTemplateId: env.NOTICE_TEMPLATE_ID,
    momentsSeconds: env.MOMENTS_SECONDS,
    exportLimitBytes: env.EXPORT_LIMIT_BYTES,
    version: manifest.version,
    installPath: root,
    metricsPort: env.METRICS_PORT,
    logLevel: env.LOG_LEVEL,
  };
}

/** What a folder answers that cannot be made or written. */
const unusable = ['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST', 'ENOENT'];

/** Names what the operating system refused. Anything else is a bug and keeps its stack. */
function explain(cause: unknown, env: Environment): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE') return new StartError(`Port ${env.PORT} is taken. Stop what uses it, or choose another: PORT=8790 npm start`);
  if (unusable.includes(String(code)))
    return new StartError(`The folder ${resolve(env.DATA_DIR)} cannot be written. Make it writable, or choose another with DATA_DIR.`);
  if (code === 'ENOSPC') return new StartError(`The disk of ${resolve(env.DATA_DIR)} is full.`);
  return cause;
}

type Part = Engine | Relay;

async function start(role: Role, env: Environment): Promise<{ parts: Part[]; url: string }> {
  const parts: Part[] = [];
  let engineUrl: string | undefined;
  if (role !== 'relay') {
    const { createEngine } = await import('./engine/server.ts');
    const engine = await createEngine(engineSettings(env));
    parts.unshift(engine);
    engineUrl = (await engine.listen({ host: '127.0.0.1', port: role === 'engine' ? env.ENGINE_PORT : 0 })).url;
  }
  if (role === 'engine') return { parts, url: engineUrl ?? '' };

  const { createRelay } = await import('./relay/server.ts');
  const relay = await createRelay(relaySettings(env, engineUrl));
  parts.unshift(relay);
  await relay.listen({ host: env.HOST, port: env.PORT });
  return { parts, url: `http://${env.HOST === '0.0.0.0' ? 'localhost' : env.HOST}:${env.PORT}` };
}

/** Closes the relay before the engine, so that no call of the relay breaks; a second signal ends at once. */
function closeOnSignal(parts: Part[]): void {
  let closing = false;
  const close = async () => {
    if (closing) process.exit(1);
    closing = true;
    for (const part of parts) await part.close();
    process.exit(0);
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  if (words.includes('--help') || words.includes('-h')) return console.log(help());
  const role = words[0] ?? 'all';
  if (!isRole(role)) throw new StartError(`There is no role "${role}". Roles: ${Object.keys(roles).join(', ')}.`);
  const env = readEnvironment();
  const { parts, url } = await start(role, env).catch((cause: unknown) => Promise.reject(explain(cause, env)));
  closeOnSignal(parts);
  console.log(role === 'engine' ? `The engine answers at ${url}` : `Saycut answers at ${url}`);
}

await main().catch((cause: unknown) => {
  console.error(cause instanceof Error && cause.name === 'StartError' ? cause.message : cause);
  process.exit(1);
});
