import { ApiError } from '../../contract/error.ts';
import type { RelaySettings } from '../settings.ts';
import { createUpstream, type Upstream } from '../upstream/client.ts';

/** The engine that makes finished files smaller. */
export type Fitter = {
  /** Opened with the first file that needs it; one that could not be opened is tried again with the next. */
  open: () => Promise<Upstream>;
  close: () => Promise<void>;
};

/** `undefined` where settings name no engine. */
export function createFitter(settings: RelaySettings): Fitter | undefined {
  const { fitter } = settings;
  if (fitter === undefined) return undefined;
  const address = typeof fitter === 'function' ? fitter : async () => fitter;
  let opened: Promise<Upstream> | undefined;
  const open = async () => createUpstream({ ...settings, upstream: { kind: 'engine', ...(await address()) } });
  return {
    open: () => {
      opened ??= open().catch((cause: unknown) => {
        opened = undefined;
        throw new ApiError('render_failed', 'the engine that makes files smaller could not be started', { cause });
      });
      return opened;
    },
    close: async () => {
      await (await opened?.catch(() => undefined))?.close();
    },
  };
}
