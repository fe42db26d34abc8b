import { expect, test } from 'vitest';
import { rawAt } from '../../../src/relay/upstream/raw.ts';

test.each([
  ['{"data":{"state":{"draft":{"id":1234567890123456789,"d":1.0}}}}', '{"id":1234567890123456789,"d":1.0}'],
  ['{ "data" : {"x":[1,{"draft":2}],"state" : { "draft" : [ "]}\\"" , {} ] , "z":1 } } }', '[ "]}\\"" , {} ]'],
  ['{"data":{"state":{"dra\\u0066t":null}}}', 'null'],
  ['{"data":{"state":{"draft":-1e5}}}', '-1e5'],
])('the draft in %s is cut out as it stands', (text, expected) => {
  expect(rawAt(text, ['data', 'state', 'draft'])).toBe(expected);
});

test.each(['{}', '{"data":[]}', '{"data":{"state":{}}}', '[]', '7'])('there is no draft in %s', (text) => {
  expect(rawAt(text, ['data', 'state', 'draft'])).toBeUndefined();
});
