import { say } from '../../platform/dialog';
import { listenForUpdate } from '../../platform/update';
import { createTranslate } from '../../strings/translate.ts';
import { lookStore } from './run-settings.ts';

/** Tells of a new version once it is here. It is used when the app is opened the next time: nothing that runs is cut off for it. */
export const startUpdates = (): void => listenForUpdate(() => say(createTranslate(lookStore.read().language)('app.update_ready')));
