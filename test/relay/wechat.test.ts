import { type Dispatcher, getGlobalDispatcher, MockAgent, setGlobalDispatcher } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOpenId } from '../../src/relay/wechat.ts';

const app = { appId: 'wx123', secret: 'the-secret' };
let usual: Dispatcher;
let agent: MockAgent;

beforeAll(() => {
  usual = getGlobalDispatcher();
  agent = new MockAgent();
  agent.disableNetConnect();
  setGlobalDispatcher(agent);
});
afterAll(async () => {
  setGlobalDispatcher(usual);
  await agent.close();
});

const answer = (reply: object | string, status = 200) =>
  agent
    .get('https://api.weixin.qq.com')
    .intercept({ path: '/sns/jscode2session?appid=wx123&secret=the-secret&js_code=code1&grant_type=authorization_code' })
    .reply(status, reply);

test('a code of wx.login becomes the openid, and the session key is not kept', async () => {
  answer({ openid: 'o_abc', session_key: 'k' });
  expect(await readOpenId(app, 'code1')).toBe('o_abc');
});

test.each([
  [40029, 'bad_request'],
  [40163, 'bad_request'],
  [-1, 'upstream_unavailable'],
  [45011, 'upstream_unavailable'],
])('errcode %i is told as %s', async (errcode, code) => {
  answer({ errcode, errmsg: 'no' });
  await expect(readOpenId(app, 'code1')).rejects.toMatchObject({ code });
});

test('a failure names neither the address nor the secret in it', async () => {
  answer('<html>502</html>', 502);
  const failure: unknown = await readOpenId(app, 'code1').catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'upstream_unavailable' });
  expect((failure as Error).cause).toBeUndefined();
  expect(String((failure as Error).stack)).not.toContain('the-secret');
});
