import type { Network } from './network.ts';

/** Chromium on a phone tells what the connection is; the others do not. */
type WithConnection = Navigator & { connection?: { type?: string } };

const current = (): Network => {
  if (!navigator.onLine) return 'none';
  return (navigator as WithConnection).connection?.type === 'cellular' ? 'cellular' : 'other';
};

export const readNetwork = async (): Promise<Network> => current();

export function listenForNetwork(onChange: (network: Network) => void): () => void {
  const listener = (): void => onChange(current());
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
