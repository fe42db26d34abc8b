import path from 'node:path';
import { createGate } from '../../support/scripted-relay/script.ts';
import { startScriptedRelay } from '../../support/scripted-relay.ts';
import { openOnGlassEasel } from '../../support/weapp/glass-easel.ts';
import { busiestSecond } from '../../support/weapp/set-data.ts';
import { judge } from './_verdict.ts';

/* What crosses from the mini program to its view while a reply of 2,000 characters streams, in the engine of WeChat. */

const CHARACTERS = 2_000;
const PIECE = '这段话是一点一点到的。';

const root = path.resolve(import.meta.dirname, '../../..');
const relay = await startScriptedRelay();
const phone = await openOnGlassEasel({ folder: path.join(root, 'dist/weapp'), relayUrl: relay.url.replace(/\/$/, '') });
try {
  const film = { durationSeconds: 3, thumbnail: path.join(root, 'src/app/theme/img/sea.jpg') };
  await phone.willPick(phone.outside.addFile(path.join(root, 'src/app/theme/img/sea.jpg'), film));
  await phone.tap('home.pick');
  await phone.find('editor.stage.export', 30_000);
  await phone.settle(500);
  const before = (await phone.updates()).length;
  const ended = createGate();
  relay.script.turns = [
    async (tell) => {
      tell({ type: 'started', at: Date.now() });
      for (let sent = 0; sent < CHARACTERS; sent += PIECE.length) {
        tell({ type: 'text', delta: PIECE });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      tell({ type: 'done', outcome: 'answered' });
      ended.open();
    },
  ];
  await phone.type('editor.composer.input', '说说看');
  await phone.tap('editor.composer.send');
  await ended.opened;
  await phone.settle(500);
  const updates = (await phone.updates()).slice(before);
  const total = updates.reduce((sum, { bytes }) => sum + bytes, 0);
  judge([
    { what: 'setData calls in the busiest second', value: busiestSecond(updates), limit: 15, unit: 'calls' },
    { what: 'largest setData', value: Math.max(...updates.map(({ bytes }) => bytes)), limit: 64 * 1_024, unit: 'bytes' },
  ]);
  console.log(`${CHARACTERS} characters: ${updates.length} calls, ${total} bytes in all`);
} finally {
  await phone.close();
  await relay.close();
}
