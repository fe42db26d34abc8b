import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { canCompile } from '../support/weapp/compilers.ts';
import { openOnExparser, type WeappInNode } from '../support/weapp/exparser.ts';
import { readRoutes } from '../support/weapp/package.ts';

const folder = path.resolve(import.meta.dirname, '../../dist/weapp');
/** Nothing listens there: each page must stand without a relay. */
const NO_RELAY = 'http://127.0.0.1:9';

let app: WeappInNode | undefined;
afterEach(() => {
  app?.close();
  app = undefined;
});

describe.skipIf(!canCompile || !existsSync(folder))('on the classic engine, in a bare ECMAScript realm', () => {
  test.each(readRoutes(folder))('%s opens without a message, an exception or an undefined', async (route) => {
    app = openOnExparser({ folder, relayUrl: NO_RELAY, first: `/${route}` });
    await app.settle();
    // A page may wait a moment before it says that it is loading.
    await expect.poll(() => app?.text()).not.toBe('');
    expect(app.phone.problems).toEqual([]);
  });
});
