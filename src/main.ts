import { existsSync, readFileSync } from 'node:fs';
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
  UPSTREAM_KIND: z
    .enum(['engine', 'cloud'])
    .optional()
    .describe('what answers at UPSTREAM_URL: our engine, or the cloud; by default https is the cloud and http an engine'),
  NEMO_TOKEN: z.string().min(1).optional().describe('one upstream token for everybody, instead of one each'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address')
    .optional()
    .describe('PostgreSQL 15 or newer; embedded when empty. Through PgBouncer only with pool_mode = session: the relay holds a lock'),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug', 'trace'])
    .default('warn')
    .describe('silent, error, warn, info, debug or trace'),
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

/** Settings that are of no use without another one. */
const needs: [keyof Environment, keyof Environment][] = [
  ['UPSTREAM_KIND', 'UPSTREAM_URL'],
  ['LLM_MODEL', 'LLM_URL'],
  ['LLM_KEY', 'LLM_URL'],
  ['ASR_MODEL', 'ASR_URL'],
  ['ASR_KEY', 'ASR_URL'],
  ['TTS_MODEL', 'TTS_URL'],
  ['TTS_KEY', 'TTS_URL'],
  ['WECHAT_APP_ID', 'WECHAT_APP_SECRET'],
  ['WECHAT_APP_SECRET', 'WECHAT_APP_ID'],
];

/** Files that settings name and that are not there. */
function missingFiles({ FFMPEG_PATH, SPEECH_MODEL_DIR }: Environment): string[] {
  const named = Object.entries({ FFMPEG_PATH, SPEECH_MODEL_DIR });
  return named.flatMap(([name, path]) => (path === undefined || existsSync(path) ? [] : [`${name}: there is no ${path}`]));
}

function readEnvironment(): Environment {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined && value !== ''));
  const read = Environment.safeParse(given);
  const wrong = read.success
    ? [
        ...needs.flatMap(([name, other]) =>
          read.data[name] !== undefined && read.data[other] === undefined ? [`${name}: needs ${other}`] : [],
        ),
        ...missingFiles(read.data),
      ]
    : read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (read.success && wrong.length === 0) return read.data;
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
    logLevel: env.LOG_LEVEL === 'trace' ? 'debug' : env.LOG_LEVEL,
    rendersAtOnce: 1,
  };
}

type Around = {
  /** Of the embedded engine, where one runs. */
  engineUrl: string | undefined;
  /** What is closed after the relay. */
  parts: Part[];
};

function relaySettings(env: Environment, { engineUrl, parts }: Around): RelaySettings {
  const url = env.UPSTREAM_URL ?? engineUrl;
  if (url === undefined) throw new StartError('The relay alone needs UPSTREAM_URL: the address of the engine or of the cloud.');
  const manifest = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const isCloud = (env.UPSTREAM_KIND ?? (url.startsWith('https://') ? 'cloud' : 'engine')) === 'cloud';
  return {
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    seedPath: join(root, 'dist/server/seed.tar.gz'),
    upstream: { kind: isCloud ? 'cloud' : 'engine', url },
    nemoToken: env.NEMO_TOKEN,
    fitter: fitterOf({ engineUrl, parts }, env, isCloud),
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

/**
 * Makes films of the cloud fit under the limit. Beside an engine of ours it is that one; a relay alone opens one with the first film that
 * is too large. An engine as the upstream keeps to the limit by itself.
 */
function fitterOf({ engineUrl, parts }: Around, env: Environment, isCloud: boolean): RelaySettings['fitter'] {
  if (engineUrl !== undefined) return { url: engineUrl };
  if (!isCloud) return undefined;
  return async () => {
    const { createEngine } = await import('./engine/server.ts');
    const engine = createEngine({ ...engineSettings(env), dataDir: resolve(env.DATA_DIR, 'fitter') });
    const { url } = await engine.listen({ host: '127.0.0.1', port: 0 });
    parts.push(engine);
    return { url };
  };
}

/** What a folder answers that cannot be made or written. */
const unusable = ['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST', 'ENOENT'];

/** Names what the operating system refused. Anything else is a bug and keeps its stack. */
function explain(cause: unknown, env: Environment): unknown {
  const { code, syscall, port } = (cause instanceof Error ? cause : {}) as { code?: string; syscall?: string; port?: number };
  const folder = resolve(env.DATA_DIR);
  if (code === 'ENOSPC') return new StartError(`The disk of ${folder} is full.`);
  if (syscall === 'listen' || syscall === 'bind' || syscall === 'getaddrinfo') return explainListen(env, { code, port });
  if (unusable.includes(String(code)))
    return new StartError(`The folder ${folder} cannot be written. Make it writable, or choose another with DATA_DIR.`);
  return cause;
}

function explainListen(env: Environment, { code, port }: { code?: string; port?: number }): StartError {
  const [name] = (['METRICS_PORT', 'ENGINE_PORT', 'PORT'] as const).filter((one) => env[one] === port);
  const setting = name ?? 'PORT';
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} is taken. Stop what uses it, or choose another: ${setting}=${(port ?? 8787) + 3} npm start`);
  if (code === 'EACCES') return new StartError(`Port ${port} may not be used by this user. Choose one above 1023 with ${setting}.`);
  return new StartError(`HOST ${env.HOST} is no address of this machine.`);
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
  const relay = await createRelay(relaySettings(env, { engineUrl, parts }));
  parts.unshift(relay);
  const { port } = new URL((await relay.listen({ host: env.HOST, port: env.PORT })).url);
  return { parts, url: `http://${env.HOST === '0.0.0.0' ? 'localhost' : env.HOST}:${port || 80}` };
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
