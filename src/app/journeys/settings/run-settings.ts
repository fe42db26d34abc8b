import { erasePerson } from '../../../contract/relay/sign-in.ts';
import { listenForSystemLook, paintWindow, readSystemLook } from '../../platform/look';
import { listStored, readStored, removeStored, writeStored } from '../../platform/storage.ts';
import { call, forgetPerson, leave } from '../../relay.ts';
import { createStore } from '../../store.ts';
import { defaultSettings, type Look, resolveLook, Settings } from './settings.ts';

const KEY = 'settings';

const read = (): Settings => {
  const stored = Settings.safeParse(readStored(KEY));
  return stored.success ? stored.data : defaultSettings;
};

export const settingsStore = createStore<Settings>(read());

export const lookStore = createStore<Look>(resolveLook(settingsStore.read(), readSystemLook()));

/** Draws everything anew with the present settings; no page is left. */
export function applyLook(): void {
  const look = resolveLook(settingsStore.read(), readSystemLook());
  if (JSON.stringify(look) !== JSON.stringify(lookStore.read())) lookStore.write(look);
  paintWindow(look);
}

export function changeSettings(change: Partial<Settings>): void {
  const settings = { ...settingsStore.read(), ...change };
  writeStored(KEY, settings);
  settingsStore.write(settings);
  applyLook();
}

/** Follows the phone from the start of the app to its end. */
export function startSettings(): void {
  applyLook();
  listenForSystemLook(applyLook);
}

/** Deletes all of the person at the relay, then what this phone remembers. The look stays as it is. */
export async function runErase(): Promise<void> {
  await call(erasePerson);
  for (const key of listStored()) if (key !== KEY) removeStored(key);
  forgetPerson();
}

export const runSignOut = (): Promise<void> => leave();
