import { expect, test } from 'vitest';
import { createTopmost } from '../../../src/app/platform/topmost.ts';

test('only the listener that came last hears, and the one before it again once that is gone', () => {
  const heard: string[] = [];
  const topmost = createTopmost<string>();
  topmost.tell('nobody');
  const stopHome = topmost.add((what) => heard.push(`home ${what}`));
  const stopEditor = topmost.add((what) => heard.push(`editor ${what}`));
  topmost.tell('one');
  stopEditor();
  stopEditor();
  topmost.tell('two');
  stopHome();
  topmost.tell('three');
  expect(heard).toEqual(['editor one', 'home two']);
});
