import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startSession } from '../../../src/contract/upstream/session.ts';
import { createProject } from '../../../src/relay/store/projects.ts';
import type { Account } from '../../../src/relay/upstream/account.ts';
import { createUpstream } from '../../../src/relay/upstream/client.ts';
import { withAddresses } from '../../../src/relay/upstream/clip.ts';
import { createSessions } from '../../../src/relay/upstream/session.ts';
import { openTestDatabase } from '../store/databases.ts';

/** An upstream that remembers what it was asked. */
let server: Server;
let url = '';
let asked: { headers: IncomingHttpHeaders; body: string }[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += String(piece);
    asked.push({ headers: request.headers, body });
    response.setHeader('content-type', 'application/json').end('{"code":0,"data":{"session_id":"1234567890123456789","task_id":"t"}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  asked = [];
});
afterAll(() => server.close());

const open = (installPath: string) => createUpstream({ upstream: { kind: 'cloud', url }, version: '7.8.9', installPath });

test.each([
  ['/home/a/.clawhub/skills/free-wechat-video', 'clawhub'],
  ['C:\\Users\\a\\.ClawHub\\free-wechat-video', 'clawhub'],
  ['/home/a/.cursor/skills/free-wechat-video', 'cursor'],
  ['/srv/saycut', 'unknown'],
])('installed at %s, each request says that it comes by %s', async (path, platform) => {
  const upstream = open(path);
  await upstream.ask(startSession, { body: { task_name: 'project', language: 'en' } });
  await upstream.close();
  expect(asked[0]?.headers).toMatchObject({
    'x-skill-source': 'free-wechat-video',
    'x-skill-version': '7.8.9',
    'x-skill-platform': platform,
  });
});

test.each(['zh-CN', 'en'])(
  'a session is opened in the language of its project, %s, and its long number stays as it is',
  async (language) => {
    const { db, close } = await openTestDatabase('PGlite');
    const upstream = open('/');
    const account = () => ({ ask: upstream.ask }) as Account;
    const { id } = await createProject(db, { personId: 'p', title: 't', language, at: 1 });
    expect(await createSessions({ db, upstream, account }).of(id)).toBe('1234567890123456789');
    expect(asked.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ task_name: 'project', language }]);
    await upstream.close();
    await close();
  },
);

test('paths on the disk of the upstream become the addresses of the same files, and nothing else of a draft changes', () => {
  const clips = [
    { filename: '海边.mp4', cdn_url: 'https://cdn.example.com/1/a.mp4?x="y"' },
    { filename: 'other', cdn_url: 'https://cdn.example.com/2/b.mov?sig=1' },
  ];
  const draft =
    '{"t":[{"sg":[{"u":"/mnt/userdata/海边.mp4"},{"u": "/mnt/userdata/b.mov"},{"u":"/mnt/userdata/gone.mp4","n":12345678901234567890}]}]}';
  expect(withAddresses(draft, clips)).toBe(
    '{"t":[{"sg":[{"u":"https://cdn.example.com/1/a.mp4?x=\\"y\\""},{"u": "https://cdn.example.com/2/b.mov?sig=1"},{"u":"/mnt/userdata/gone.mp4","n":12345678901234567890}]}]}',
  );
});
