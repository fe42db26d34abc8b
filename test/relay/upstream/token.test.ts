import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OpenDatabase } from '../../../src/relay/store/database.ts';
import * as people from '../../../src/relay/store/people.ts';
import { mints } from '../../../src/relay/store/schema.ts';
import { createUpstream, type Upstream } from '../../../src/relay/upstream/client.ts';
import { createTokens, type Tokens } from '../../../src/relay/upstream/token.ts';
import { type FakeUpstream, startFakeUpstream } from '../../support/fake-upstream.ts';
import { createTestClock } from '../clock.ts';
import { databases, openTestDatabase } from '../store/databases.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
const ADDRESS = '10.1.2.3';
const secret = { seal: (text: string) => text, open: (text: string) => text, sign: (text: string) => text };

describe.each(databases)('on %s', (name) => {
  let database: OpenDatabase;
  let fake: FakeUpstream;
  let upstream: Upstream;
  let tokens: Tokens;
  let personId = '';
  const clock = createTestClock();

  beforeAll(async () => {
    database = await openTestDatabase(name);
    fake = await startFakeUpstream();
    upstream = createUpstream({ upstream: { kind: 'cloud', url: fake.url }, version: '1', installPath: '/' });
  });
  afterAll(async () => {
    await upstream.close();
    await fake.close();
    await database.close();
  });
  beforeEach(async () => {
    await database.db.delete(mints);
    personId = (await people.keepPerson(database.db, `device:${Math.random()}`, clock.now())).id;
    tokens = createTokens({ db: database.db, secret: secret as never, upstream, clock });
    tokens.seen(personId, ADDRESS);
  });

  const minted = async (times: number, who: { personId?: string; address?: string }) => {
    const at = clock.now();
    const row = { personId: who.personId ?? 'somebody', address: who.address ?? '10.9.9.9', at };
    await database.db.insert(mints).values(Array.from({ length: times }, (_, i) => ({ ...row, id: `${Math.random()}-${i}` })));
  };
  const asked = () => fake.world.requests.filter(({ path }) => path.endsWith('anonymous-token')).length;

  test.each([
    ['a person', 20, () => ({ personId })],
    ['an address', 60, () => ({ address: ADDRESS })],
    ['everybody', 5_000, () => ({})],
  ])('%s is given so many accounts a week and no more, and the upstream is not even asked', async (_, most, who) => {
    await minted(most, who());
    const before = asked();
    await expect(tokens.of(personId)).rejects.toMatchObject({ code: 'too_many_requests', args: { waitSeconds: 3600 } });
    expect(asked()).toBe(before);
  });

  test('below the limits a token is given, and after a week the count begins anew', async () => {
    await minted(19, { personId });
    const { token } = await tokens.of(personId);
    expect(token).toMatch(/^nmv_usr_/);
    await expect(tokens.renew(personId, token)).rejects.toMatchObject({ code: 'too_many_requests' });
    clock.jump(WEEK_MS + 1);
    expect((await tokens.renew(personId, token)).token).toBeDefined();
  });

  test('one token from settings is everybody’s, and one that is refused is told instead of being replaced', async () => {
    const own = createTokens({ db: database.db, secret: secret as never, upstream, clock, nemoToken: 'given' });
    const before = asked();
    expect([await own.of(personId), await own.of('somebody')]).toEqual([{ token: 'given' }, { token: 'given' }]);
    await expect(own.renew(personId, 'given')).rejects.toMatchObject({ code: 'upstream_unavailable' });
    expect(asked()).toBe(before);
  });

  test('many who need a token at once ask for one', async () => {
    const before = asked();
    await Promise.all(Array.from({ length: 10 }, () => tokens.of(personId)));
    expect(asked()).toBe(before + 1);
  });
});
