import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Draft } from '../../../src/contract/upstream/draft.ts';
import { createRunner } from '../../../src/engine/ffmpeg/run.ts';
import { makeClip } from '../../support/clips.ts';
import { createClient, mintFor, partsOf, type UpstreamClient } from '../../support/upstream-client.ts';
import { type MediaFile, makeWav } from '../../support/upstream-media.ts';
import { buildWorker } from '../../support/worker.ts';
import { type StartedEngine, startEngine } from './support/engine.ts';
import { createDir } from './support/store.ts';

/** A film of 5 s in which nobody speaks from 2 to 4. */
const PAUSED =
  "color=c=blue:s=180x320:r=30:d=5[vout];aevalsrc='if(between(t,2,4),0,0.3*sin(440*2*PI*t))':d=5:s=48000,aformat=channel_layouts=stereo[aout]";

/** A film of 6 s whose picture is shaken for the first 3, then stands still. */
const SHAKEN = "smptebars=s=640x360:r=30:d=6,crop=320:180:'160+if(lt(t,3),22*sin(t*26),0)':'90+if(lt(t,3),16*cos(t*34),0)'[vout]";

/** Blue over sand, and a grey pattern too busy for anything. */
const SKY = 'color=c=0x5A96E6:s=320x180:r=30:d=3[sky];color=c=0x8A7A60:s=320x60:r=30:d=3[sand];[sky][sand]overlay=0:120[vout]';
const STREET = 'cellauto=s=320x180:r=30:rule=18,trim=duration=3[vout]';

let film: MediaFile;
let shaken: MediaFile;
let sky: MediaFile;
let streets: MediaFile[];
beforeAll(async () => {
  const runner = createRunner({ workerPath: await buildWorker() });
  const dir = await createDir();
  const make = async (name: string, made: Parameters<typeof makeClip>[2]): Promise<MediaFile> => {
    const path = await makeClip(runner, join(dir, name), made);
    return { name, type: 'video/mp4', bytes: await readFile(path) };
  };
  film = await make('film.mp4', { graph: PAUSED, seconds: 5 });
  shaken = await make('shaken.mp4', { graph: SHAKEN, seconds: 6 });
  sky = await make('two.mp4', { graph: SKY, seconds: 3 });
  streets = [
    await make('one.mp4', { graph: STREET, seconds: 3 }),
    await make('three.mp4', { graph: STREET.replace('18', '30'), seconds: 3 }),
  ];
  runner.dispose();
});

const closing: (() => unknown)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

/** What a chat says: no plan for captions, the first second for everything else, and to whoever brings no tools a translation. */
function chat(body: string): string {
  const edits = body.includes('双语') ? [] : [{ type: 'keep_ranges', ranges: [{ fromMs: 0, toMs: 1_000 }] }];
  const call = { function: { name: 'edit_timeline', arguments: JSON.stringify({ edits }) } };
  const message = 'tools' in JSON.parse(body) ? { content: null, tool_calls: [call] } : { content: '["Hello weekend"]' };
  return JSON.stringify({ choices: [{ message }] });
}

/** An OpenAI-compatible server that hears two words in everything, and reads everything as a tone of a second. */
async function startModels() {
  const asked: { path: string; body: string }[] = [];
  const server: Server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      asked.push({ path: request.url ?? '', body: body.toString('latin1') });
      const words = [
        { word: '你好', start: 0.5, end: 1 },
        { word: '周末', start: 1, end: 1.8 },
      ];
      if (request.url?.endsWith('/transcriptions')) reply.end(JSON.stringify({ language: 'zh', words }));
      else if (request.url?.endsWith('/completions')) reply.end(chat(body.toString()));
      else reply.end(makeWav('voice.wav', 1).bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const endpoint = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, model: 'tiny', key: 'secret' };
  return { endpoint, asked };
}

async function open(
  settings: Parameters<typeof startEngine>[0] = {},
  file: MediaFile = film,
): Promise<{ engine: StartedEngine; client: UpstreamClient; sessionId: string }> {
  const engine = await startEngine(settings);
  closing.push(engine.remove);
  const client = createClient(engine.url, (await mintFor(engine.url)).token);
  const sessionId = await client.startSession();
  await client.upload(sessionId, [file]);
  return { engine, client, sessionId };
}

const draftOf = async (client: UpstreamClient, sessionId: string): Promise<Draft> => Draft.parse((await client.state(sessionId)).draft);
const toolsOf = (parts: ReturnType<typeof partsOf>): string[] => parts.flatMap((part) => part.functionCall?.name ?? []);

describe('an instruction that needs ears', () => {
  test('cuts pauses by what is heard, and listens to a clip once', async () => {
    const { client, sessionId } = await open();
    const first = partsOf(await client.turn(sessionId, '把停顿都剪掉'));
    expect(toolsOf(first)).toContain('detect_speech');
    const { d = 0 } = await draftOf(client, sessionId);
    expect(d).toBeGreaterThan(2_900);
    expect(d).toBeLessThan(3_600);
    const again = await client.startSession();
    await client.upload(again, [film]);
    expect(toolsOf(partsOf(await client.turn(again, '把停顿都剪掉')))).not.toContain('detect_speech');
  });

  test('makes captions of the words that an endpoint heard', async () => {
    const models = await startModels();
    const { client, sessionId } = await open({ transcription: models.endpoint });
    await client.turn(sessionId, '加字幕');
    const words = (await draftOf(client, sessionId)).t.flatMap(({ sg }) => sg.flatMap(({ tx }) => tx ?? []));
    expect(words.join('')).toBe('你好周末');
    expect(models.asked.map(({ path }) => path)).toEqual(['/v1/audio/transcriptions']);
    expect(models.asked[0]?.body).toContain('verbose_json');
  });

  test('reads text aloud through an endpoint; the sound is in the film, not among the clips', async () => {
    const models = await startModels();
    const wav = { ...models.endpoint, url: models.endpoint.url };
    const { client, sessionId } = await open({ speech: wav });
    await client.turn(sessionId, '配音：“大家好，欢迎来到我的频道”');
    const sounds = (await draftOf(client, sessionId)).t.filter(({ tt }) => tt === 1).flatMap(({ sg }) => sg);
    expect(sounds).toMatchObject([{ role: 'voice', src: 'c2' }]);
    expect((await client.state(sessionId)).video_infos).toHaveLength(1);
  });

  test('puts a translation under each line where a chat endpoint is set', async () => {
    const models = await startModels();
    const { client, sessionId } = await open({ transcription: models.endpoint, llm: models.endpoint });
    await client.turn(sessionId, '加中英双语字幕');
    const words = (await draftOf(client, sessionId)).t.flatMap(({ sg }) => sg.flatMap(({ tx }) => tx ?? []));
    expect(words).toEqual(['你好周末\nHello weekend']);
  });
});

describe('an instruction that needs eyes', () => {
  test('cuts a shaken beginning, and nothing of the rest; a clip is looked at once', async () => {
    const { client, sessionId } = await open({}, shaken);
    const said = '帮我把开头那几秒晃来晃去的剪掉';
    expect(toolsOf(partsOf(await client.turn(sessionId, said)))).toContain('detect_shake');
    const [track] = (await draftOf(client, sessionId)).t;
    expect(track?.sg).toMatchObject([{ out: 6_000 }]);
    expect(track?.sg[0]?.in).toBeGreaterThan(2_500);
    expect(track?.sg[0]?.in).toBeLessThan(3_500);
    const again = await client.startSession();
    await client.upload(again, [shaken]);
    expect(toolsOf(partsOf(await client.turn(again, said)))).not.toContain('detect_shake');
  });

  test('takes away the one clip that shows the sky; where two do, it asks which', async () => {
    const { client, sessionId } = await open({}, streets[0]);
    await client.upload(sessionId, [sky]);
    await client.upload(sessionId, streets.slice(1));
    const names = async () => (await draftOf(client, sessionId)).t.flatMap(({ sg }) => sg.map(({ n }) => n));
    await client.turn(sessionId, '帮我去掉那个拍摄天空的片段');
    expect(await names()).toEqual(['one.mp4', 'three.mp4']);
    await client.upload(sessionId, [sky]);
    await client.upload(sessionId, [{ ...sky, name: 'four.mp4' }]);
    const before = await names();
    await client.turn(sessionId, '去掉拍天空的那段');
    expect(await names()).toEqual(before);
  });

  test('says so when nothing shakes, and changes nothing', async () => {
    const { client, sessionId } = await open();
    await client.turn(sessionId, '把晃动的开头剪掉');
    expect((await draftOf(client, sessionId)).d).toBe(5_000);
  });
});

describe('a language model in the settings', () => {
  test('plans the turn in place of the rules', async () => {
    const models = await startModels();
    const { client, sessionId } = await open({ llm: models.endpoint });
    await client.turn(sessionId, '剪到前 3 秒');
    expect((await draftOf(client, sessionId)).d).toBe(1_000);
    expect(models.asked.map(({ path }) => path)).toEqual(['/v1/chat/completions']);
  });

  test('that is not there leaves the turn to the rules', async () => {
    const { client, sessionId } = await open({ llm: { url: 'http://127.0.0.1:9/v1', model: 'none' } });
    await client.turn(sessionId, '剪到前 3 秒');
    expect((await draftOf(client, sessionId)).d).toBe(3_000);
  });
});
