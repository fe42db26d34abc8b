import { expect, test, vi } from 'vitest';
import { fetchDocument, handOver } from '../../../src/app/platform/document.weapp.ts';

type Download = {
  filePath: string;
  timeout: number;
  success: (reply: { statusCode: number; filePath: string }) => void;
  fail: (failure: { errMsg: string }) => void;
};
type Sending = { filePath: string; fileName?: string; success: () => void; fail: (failure: { errMsg: string }) => void };

/** A phone that downloads with this status and tells what it was asked to send or keep. */
function phone({ status = 200, platform = 'ios', ending = 'success' as 'success' | 'cancel' }): { done: string[] } {
  const done: string[] = [];
  const take =
    (name: string) =>
    ({ filePath, fileName = '', success, fail }: Sending): void => {
      done.push(`${name} ${filePath} ${fileName}`.trim());
      if (ending === 'cancel') fail({ errMsg: `${name}:fail cancel` });
      else success();
    };
  vi.stubGlobal('wx', {
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getDeviceInfo: () => ({ platform }),
    downloadFile: ({ filePath, success }: Download) => success({ statusCode: status, filePath }),
    shareFileMessage: take('send'),
    saveFileToDisk: take('keep'),
  });
  return { done };
}

const request = { url: 'https://relay/captions/srt', id: 'export1', name: '海边.srt' };

test('a small file keeps its ending on the phone and its name for people', async () => {
  phone({});
  expect(await fetchDocument(request)).toEqual({ path: 'wxfile://usr/export1.srt', name: '海边.srt' });
});

test('an answer that is no file is a failure', async () => {
  phone({ status: 403 });
  await expect(fetchDocument(request)).rejects.toThrow('status 403');
});

test.each([
  ['ios', 'send wxfile://usr/export1.srt 海边.srt'],
  ['windows', 'keep wxfile://usr/export1.srt'],
])('on %s the file goes where that phone can put it', async (platform, expected) => {
  const { done } = phone({ platform });
  expect(await handOver(await fetchDocument(request))).toBe('shared');
  expect(done).toEqual([expected]);
});

test('who turns back from the chat is told nothing', async () => {
  phone({ ending: 'cancel' });
  expect(await handOver({ path: 'wxfile://usr/a.srt', name: 'a.srt' })).toBe('cancelled');
});
