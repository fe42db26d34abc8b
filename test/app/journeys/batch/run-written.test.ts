import { beforeEach, expect, test, vi } from 'vitest';
import { instructionStore, keepWords, markStarted, restoreInstructions } from '../../../../src/app/journeys/batch/instructions.ts';
import { dropTaken, runSendWritten } from '../../../../src/app/journeys/batch/run-written.ts';
import type { Batch } from '../../../../src/contract/relay/batch.ts';

/** The phone: what it keeps, and a line to a relay that answers when the test says so. */
const phone = vi.hoisted(() => ({ kept: new Map<string, unknown>(), said: [] as unknown[], answer: (): void => {}, isCut: false }));

vi.mock('@tarojs/taro', () => ({
  default: {
    getStorageSync: (key: string) => phone.kept.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => phone.kept.set(key, structuredClone(value)),
    removeStorageSync: (key: string) => phone.kept.delete(key),
    getStorageInfoSync: () => ({ keys: [...phone.kept.keys()] }),
  },
}));

const FIRST = 'project1';
const SECOND = 'project2';

type Request = { url: string; data: string; success: (reply: object) => void; fail: (reason: object) => void };

const rowsOf = (state: Batch['rows'][number]['state']): Batch['rows'] => [{ projectId: FIRST, state, instruction: '短一点' }];

beforeEach(() => {
  phone.kept.clear();
  phone.said = [];
  phone.isCut = false;
  phone.kept.set('relay.token', 'somebody');
  vi.stubGlobal('wx', {
    request: ({ url, data, success, fail }: Request) => {
      phone.said.push(JSON.parse(data).rows);
      const batch = { id: url.split('/').at(-2), rows: rowsOf('wait') };
      phone.answer = () => (phone.isCut ? fail({ errMsg: 'request:fail' }) : success({ statusCode: 200, data: { batch }, header: {} }));
      return { abort: () => {} };
    },
  });
});

const begin = (batchId: string): void => {
  keepWords(batchId, [FIRST], '短一点');
  markStarted(batchId, [FIRST], true);
};
const isThere = (): boolean => true;
const keptOf = (batchId: string): unknown => phone.kept.get(`batch.${batchId}`);
const answered = async (): Promise<void> => {
  await vi.waitFor(() => expect(phone.said).not.toEqual([]));
  phone.answer();
};

test('words stay on the phone until the relay has said that it has them', async () => {
  begin('batchno1');
  const sending = runSendWritten('batchno1', isThere);
  await vi.waitFor(() => expect(phone.said).toEqual([[{ projectId: FIRST, instruction: '短一点' }]]));
  expect(keptOf('batchno1')).toEqual({ [FIRST]: { words: '短一点', isStarted: true } });
  phone.answer();
  expect(await sending).toEqual({ sent: 1 });
  expect(keptOf('batchno1')).toBeUndefined();
});

test('the same words do not leave twice while the first answer is awaited', async () => {
  begin('batchno2');
  const first = runSendWritten('batchno2', isThere);
  expect(await runSendWritten('batchno2', isThere)).toEqual({ sent: 0 });
  await answered();
  await first;
  expect(phone.said).toHaveLength(1);
});

test('a broken line leaves the words, and the start to the person', async () => {
  begin('batchno3');
  phone.isCut = true;
  const sending = runSendWritten('batchno3', isThere);
  await answered();
  expect(await sending).toBe('offline');
  expect(instructionStore('batchno3').read()).toEqual({ [FIRST]: { words: '短一点', isStarted: false } });
});

test('a row whose file is on its way waits, and one not started waits too', async () => {
  begin('batchno4');
  keepWords('batchno4', [SECOND], '配乐');
  expect(await runSendWritten('batchno4', (projectId) => projectId === SECOND)).toEqual({ sent: 0 });
  expect(phone.said).toEqual([]);
});

test('after a kill, words of a row that already goes on are dropped', async () => {
  phone.kept.set('batch.batchno5', { [FIRST]: { words: '短一点', isStarted: true } });
  restoreInstructions('batchno5');
  const sending = runSendWritten('batchno5', isThere);
  await answered();
  await sending;
  keepWords('batchno5', [FIRST], '短一点');
  dropTaken('batchno5');
  expect(instructionStore('batchno5').read()).toEqual({});
});
