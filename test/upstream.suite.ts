import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillPath } from '../src/contract/endpoint.ts';
import { UpstreamClip } from '../src/contract/upstream/clip.ts';
import { readBalance } from '../src/contract/upstream/credits.ts';
import { Draft, isExportable } from '../src/contract/upstream/draft.ts';
import { UPSTREAM_CODE } from '../src/contract/upstream/envelope.ts';
import { cancelRender, DOWNLOAD_PATH, pollRender, type RenderReport, readRender, startRender } from '../src/contract/upstream/render.ts';
import { readState } from '../src/contract/upstream/state.ts';
import { CLIENT_ID_HEADER, claimToken, mintToken } from '../src/contract/upstream/token.ts';
import { attribution, createClient, mintFor, partsOf, type UpstreamClient } from './support/upstream-client.ts';
import { makePng } from './support/upstream-media.ts';

export type StartedUpstream = {
  url: string;
  /** One that exists already: tests of minting are left out, and no other person is there to compare with. */
  token?: string;
  /** Between two looks at a render, ms. */
  pollMs?: number;
  close: () => Promise<void>;
};

const OUTPUT = { format: 'mp4', quality: 'high' };

/**
 * What every upstream must do, whoever plays it: the embedded engine, the relay's fake, the cloud with a token. It knows the contract and
 * HTTP, nothing else. New upstream behaviour comes here first. `limitMs` is for one test.
 */
export function describeUpstream(name: string, start: () => Promise<StartedUpstream>, { limitMs = 30_000, skip = false } = {}): void {
  describe.skipIf(skip)(name, { timeout: limitMs }, () => {
    let upstream: StartedUpstream;
    let client: UpstreamClient;

    beforeAll(async () => {
      upstream = await start();
      client = createClient(upstream.url, upstream.token ?? (await mintFor(upstream.url)).token);
    });
    afterAll(() => upstream?.close());

    const withClip = async (): Promise<string> => {
      const sessionId = await client.startSession();
      const sent = await client.upload(sessionId, [makePng('周末 one.png', 40)]);
      expect(sent).toMatchObject({ ok: true });
      return sessionId;
    };
    /** A session whose draft can be exported. */
    const withDraft = async (): Promise<{ sessionId: string; draft: unknown }> => {
      const sessionId = await withClip();
      await client.turn(sessionId, '加标题“周末”');
      const { draft } = await client.state(sessionId);
      expect(isExportable(Draft.parse(draft))).toBe(true);
      return { sessionId, draft };
    };
    const poll = async (renderId: string) => readRender(await client.call(pollRender, { params: { renderId } }));
    const finish = async (renderId: string) => {
      const seen: RenderReport[] = [];
      const look = async () => {
        seen.push(await poll(renderId));
        return seen.at(-1)?.status;
      };
      await expect.poll(look, { timeout: limitMs * 2, interval: upstream.pollMs ?? 100 }).toMatch(/completed|failed|cancelled/);
      return seen;
    };

    describe('a token', () => {
      test('is the same when the same client asks again', async ({ skip }) => {
        if (upstream.token !== undefined) skip();
        const clientId = randomUUID();
        const first = await mintFor(upstream.url, clientId);
        expect((await mintFor(upstream.url, clientId)).token).toBe(first.token);
        expect(Date.parse(first.expires_at ?? '')).toBeGreaterThan(Date.now());
        expect(first.credits).toBe(100);
      });

      test('is not given without a client id', async () => {
        const answer = await fetch(upstream.url + mintToken.path, { method: 'POST', headers: attribution });
        expect(answer.status, CLIENT_ID_HEADER).toBe(400);
      });

      test('that nobody gave out is answered with 1001', async () => {
        const stranger = createClient(upstream.url, 'nmv_usr_nobody');
        expect(await stranger.ask(readBalance)).toMatchObject({ ok: false, code: UPSTREAM_CODE.tokenExpired });
      });
    });

    describe('a session', () => {
      test('has an id of digits that stays a string', async () => {
        expect(await client.startSession()).toMatch(/^\d{19}$/);
      });

      test('that does not exist is answered with 1002', async () => {
        const answer = await client.ask(readState, { params: { sessionId: '1111111111111111111' } });
        expect(answer).toMatchObject({ ok: false, code: UPSTREAM_CODE.sessionLost });
      });

      test('of someone else looks like one that does not exist', async ({ skip }) => {
        if (upstream.token !== undefined) skip();
        const sessionId = await client.startSession();
        const stranger = createClient(upstream.url, (await mintFor(upstream.url)).token);
        expect(await stranger.ask(readState, { params: { sessionId } })).toMatchObject({ ok: false, code: UPSTREAM_CODE.sessionLost });
      });

      test('begins without clips and with nothing to export', async () => {
        const state = await client.state(await client.startSession());
        expect(state.video_infos ?? []).toEqual([]);
        expect(isExportable(Draft.parse(state.draft ?? {}))).toBe(false);
      });

      test('can be claimed by a token made for a link', async () => {
        const sessionId = await client.startSession();
        const claim = await client.call(claimToken, { body: { task_id: 'task', session_id: sessionId } });
        expect(claim.claim_token).toMatch(/^clm_/);
      });
    });

    test('the balance adds up', async () => {
      const { available, frozen, total } = await client.call(readBalance);
      expect(total).toBe(available + frozen);
    });

    describe('an upload', () => {
      test('is in the state of its session, under its own name', async () => {
        const sessionId = await client.startSession();
        const sent = await client.upload(sessionId, [makePng('周末 one.png', 10), makePng('two.png', 20)]);
        if (!sent.ok) throw new Error(sent.message);
        const { files } = sent.data as { files: unknown[] };
        expect(files.map((file) => UpstreamClip.parse(file).filename)).toEqual(['周末 one.png', 'two.png']);
        const { video_infos: infos } = await client.state(sessionId);
        expect(infos?.map((info) => info.filename)).toEqual(['周末 one.png', 'two.png']);
        expect(infos?.[0]).toMatchObject({ width: 320, height: 240 });
      });

      test.each([
        ['a type that is not taken', { name: 'notes.txt', type: 'text/plain', bytes: Buffer.from('hello') }],
        [
          'a text file with the name of a film',
          { name: 'film.mp4', type: 'video/mp4', bytes: Buffer.from('#EXTM3U\n/etc/passwd\n'.repeat(100)) },
        ],
      ])('of %s is refused with 4001 and changes nothing', async (_, file) => {
        const sessionId = await client.startSession();
        expect(await client.upload(sessionId, [makePng('good.png', 30), file])).toMatchObject({
          ok: false,
          code: UPSTREAM_CODE.fileUnsupported,
        });
        expect((await client.state(sessionId)).video_infos ?? []).toEqual([]);
      });
    });

    describe('a message', () => {
      test('streams events and ends', async () => {
        const sessionId = await withClip();
        const answer = await client.say(sessionId, '加标题“周末”');
        expect(answer.headers.get('content-type')).toContain('text/event-stream');
        expect(await answer.text()).toMatch(/^data:/m);
      });

      test('says its words in pieces and then once more whole', async () => {
        const events = await client.turn(await withClip(), '加标题“周末”');
        const pieces = events
          .filter((event) => event.partial === true)
          .flatMap((event) => (event.content?.parts ?? []).map((part) => part.text ?? ''));
        const whole = partsOf(events).map((part) => part.text ?? '');
        expect(whole.join('')).not.toBe('');
        if (pieces.length > 0) expect(whole.join('')).toBe(pieces.join(''));
      });

      test('answers each call of a tool', async () => {
        const parts = partsOf(await client.turn(await withClip(), '加标题“周末”'));
        const calls = parts.flatMap((part) => part.functionCall?.id ?? []);
        expect(parts.flatMap((part) => part.functionResponse?.id ?? [])).toEqual(calls);
      });

      test('leaves the draft in the state as its last event had it', async () => {
        const sessionId = await withClip();
        const events = await client.turn(sessionId, '加标题“周末”');
        const told = events.flatMap((event) => event.actions?.stateDelta?.draft ?? []).at(-1);
        const { draft } = await client.state(sessionId);
        if (told !== undefined) expect(draft).toEqual(told);
        expect(isExportable(Draft.parse(draft))).toBe(true);
      });

      test('to a session that does not exist is answered with 1002', async () => {
        const answer = await client.say('1111111111111111111', '静音');
        expect(await answer.text()).toContain(String(UPSTREAM_CODE.sessionLost));
      });
    });

    describe('an export', () => {
      test('becomes a file that is an MP4, with Range', { timeout: limitMs * 3 }, async () => {
        const { sessionId, draft } = await withDraft();
        const id = `render_${Date.now()}a`;
        const started = readRender(await client.call(startRender, { body: { id, sessionId, draft, output: OUTPUT } }));
        expect(['pending', 'processing', 'completed']).toContain(started.status);
        const reports = await finish(id);
        expect(reports.at(-1)).toMatchObject({ status: 'completed', percent: 100, outputUrl: expect.stringMatching(/^https?:/) });
        const percents = reports.map(({ percent }) => percent);
        expect(percents).toEqual([...percents].sort((one, other) => one - other));
        const address = upstream.url + fillPath(DOWNLOAD_PATH, { renderId: id });
        const whole = Buffer.from(await (await fetch(address, { headers: client.headers })).arrayBuffer());
        expect(whole.toString('latin1', 4, 8)).toBe('ftyp');
        const part = await fetch(address, { headers: { ...client.headers, range: 'bytes=4-7' } });
        expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
      });

      test('with the same id is the same render', async () => {
        const { sessionId, draft } = await withDraft();
        const id = `render_${Date.now()}b`;
        const body = { id, sessionId, draft, output: OUTPUT };
        await client.call(startRender, { body });
        expect((await client.call(startRender, { body })).id).toBe(id);
        await client.ask(cancelRender, { params: { renderId: id } });
      });

      test('without the attribution headers is blocked with 402', async () => {
        const { sessionId, draft } = await withDraft();
        const answer = await fetch(upstream.url + startRender.path, {
          method: 'POST',
          headers: { authorization: client.headers.authorization, 'content-type': 'application/json' },
          body: JSON.stringify({ id: `render_${Date.now()}c`, sessionId, draft, output: OUTPUT }),
        });
        expect(answer.status).toBe(402);
      });

      test('of a draft without segments is refused', async () => {
        const sessionId = await client.startSession();
        const body = { id: `render_${Date.now()}d`, sessionId, draft: { t: [] }, output: OUTPUT };
        expect((await client.ask(startRender, { body })).ok).toBe(false);
      });

      test('that is cancelled does not become a file', async () => {
        const { sessionId, draft } = await withDraft();
        const id = `render_${Date.now()}e`;
        await client.call(startRender, { body: { id, sessionId, draft, output: OUTPUT } });
        const cancelled = await client.ask(cancelRender, { params: { renderId: id } });
        expect(cancelled.ok).toBe(true);
        expect(['cancelled', 'completed', 'failed']).toContain((await poll(id)).status);
      });
    });
  });
}
