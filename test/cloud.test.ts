import { describeUpstream } from './upstream.suite.ts';

/** Only on purpose: it needs the network and spends the token's credits. `NEMO_TEST_TOKEN=nmv_usr_… npx vitest run test/cloud.test.ts` */
const token = process.env.NEMO_TEST_TOKEN;
const url = 'https://mega-api-prod.nemovideo.ai';

describeUpstream('the cloud', async () => ({ url, ...(token && { token }), pollMs: 30_000, close: async () => undefined }), {
  limitMs: 15 * 60_000,
  skip: token === undefined,
});
