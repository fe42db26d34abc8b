import type { PickedFile } from '../../platform/media.ts';
import { readNetwork } from '../../platform/network';

/** Above this, mobile data is worth a question. Source: WeChat's rules, 12.7.2: no large transfer on mobile data unknown to the person. */
const LARGE_BYTES = 20_000_000;

/** Bytes to ask about before they go over mobile data; `undefined` when there is nothing to ask. */
export async function readCostlyBytes(files: PickedFile[]): Promise<number | undefined> {
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (totalBytes < LARGE_BYTES) return undefined;
  return (await readNetwork()) === 'cellular' ? totalBytes : undefined;
}
