import type { DocumentRequest, LocalDocument } from './document.ts';
import { NetworkError } from './failure.ts';
import { keepFile } from './picked.h5.ts';
import { saveAs } from './save-as.h5.ts';
import type { ShareOutcome } from './share.ts';

export async function fetchDocument({ url, name }: DocumentRequest): Promise<LocalDocument> {
  const reply = await fetch(url).catch((cause: unknown) => {
    throw new NetworkError(`no reply from ${url}`, { cause });
  });
  if (!reply.ok) throw new NetworkError(`the file came with status ${reply.status}`);
  return keepFile(new File([await reply.blob()], name));
}

export async function handOver(file: LocalDocument): Promise<ShareOutcome> {
  saveAs(file);
  return 'shared';
}
