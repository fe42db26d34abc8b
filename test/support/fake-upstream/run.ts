import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { UPSTREAM_CODE } from '../../../src/contract/upstream/envelope.ts';
import { RunBody } from '../../../src/contract/upstream/message.ts';
import { type Call, type Faking, readBody } from './call.ts';
import { type Answer, json, pause, writeCode } from './fault.ts';
import { createStepWriter, type FakeDraft, type Script, type Step } from './script.ts';
import { type FakeSession, trimmed, withFilm, withTitle } from './world.ts';

/** What the fake does by itself: it cuts to the first seconds, writes what is quoted as a title, and says so. */
export function scriptFor(text: string): Script {
  const seconds = /(?:前|first )\s*(\d+)/.exec(text)?.[1];
  const title = /[“"「']([^”"」']+)[”"」']/.exec(text)?.[1];
  const edit = (draft: FakeDraft): FakeDraft => {
    const cut = seconds === undefined ? draft : trimmed(draft, Number(seconds) * 1000);
    return title === undefined ? cut : withTitle(cut, title);
  };
  if (seconds === undefined && title === undefined) return [{ say: ['我没有听', '懂这句话。'] }, { complete: true }];
  const call: Step = { call: 'edit_multitrack', args: { ops: [{ op: seconds === undefined ? 'add_text' : 'trim' }] } };
  return [
    { say: ['好的，', '正在处理… '] },
    call,
    { result: 'edit_multitrack', draft: edit },
    { say: ['✅ 已经', '改好了。'] },
    { complete: true },
  ];
}

/** `POST /run_sse`. A message counts as received as soon as its body is whole. */
export async function runMessage(faking: Faking, { request, response, owner }: Call): Promise<Answer> {
  const { world, options } = faking;
  const body = RunBody.safeParse(await readBody(request)).data;
  if (!body) return json({ detail: 'unprocessable' }, 422);
  const text = body.new_message.parts.map((part) => part.text ?? '').join('');
  world.messages.push({ sessionId: body.session_id, text });

  const session = world.sessions.get(body.session_id);
  if (session?.owner !== owner) return writeCode(UPSTREAM_CODE.sessionLost, 'status', 'session not found');
  if (world.credits.available < options.costPerMessage) return writeCode(UPSTREAM_CODE.creditsEmpty, 'envelope', 'insufficient credits');
  world.credits.available -= options.costPerMessage;
  if (session.running > 0) world.overlaps += 1;
  const script =
    world.scripts.find((one) => (typeof one.text === 'string' ? one.text === text : one.text.test(text)))?.script ?? scriptFor(text);
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' },
    body: play({ faking, session, script, response }),
  };
}

type Playing = { faking: Faking; session: FakeSession; script: Script; response: Call['response'] };

async function* play({ faking: { world, options }, session, script, response }: Playing): AsyncGenerator<Buffer> {
  const write = createStepWriter(options.dialect);
  const isLeft = () => response.destroyed && options.isCancelledByDisconnect;
  session.running += 1;
  try {
    session.draft = withFilm(session.draft, session.clips);
    for (const step of script) {
      // A listener that has gone is noticed between two steps.
      await turnOfLoop();
      if (isLeft()) {
        world.abandoned += 1;
        return;
      }
      if ('waitMs' in step) await pauseFor(response, step.waitMs, options.isCancelledByDisconnect);
      if ('hang' in step) await pause(response, 2 ** 31 - 1);
      const draft = 'result' in step && step.draft && step.error === undefined ? step.draft(session.draft) : undefined;
      session.draft = draft ?? session.draft;
      const isTold = 'result' in step && step.quiet !== true;
      yield* inPieces(write(step, isTold ? draft : undefined), options.pieceBytes);
    }
  } finally {
    session.running -= 1;
  }
}

const pauseFor = (response: Call['response'], ms: number, endsWithListener: boolean): Promise<void> =>
  endsWithListener ? pause(response, ms) : new Promise((resolve) => setTimeout(resolve, ms));

function* inPieces(text: string | Buffer, pieceBytes: number): Generator<Buffer> {
  const bytes = Buffer.from(text as string);
  if (pieceBytes <= 0) {
    if (bytes.length > 0) yield bytes;
    return;
  }
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
