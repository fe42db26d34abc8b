import { type Export, readExport } from '../../../contract/relay/export.ts';
import { fetchDocument, type LocalDocument } from '../../platform/document';
import { addressOf, call } from '../../relay.ts';

export type CaptionFormat = 'srt' | 'vtt';
export type CaptionFiles = Record<CaptionFormat, LocalDocument>;

/** Brings the captions of a finished film to this phone, so that each can be handed over in the tap itself. */
export async function runFetchCaptions(job: Export): Promise<CaptionFiles> {
  try {
    return await fetchBoth(job);
  } catch {
    // Addresses of files last 10 minutes: reading the export again renews them.
    const { export: fresh } = await call(readExport, { params: { exportId: job.id } });
    return fetchBoth(fresh);
  }
}

async function fetchBoth({ id, file }: Export): Promise<CaptionFiles> {
  if (!file?.captions) throw new TypeError('a film without captions has no files of them');
  const { srtUrl, vttUrl } = file.captions;
  const bring = (url: string, format: CaptionFormat): Promise<LocalDocument> =>
    fetchDocument({ url: addressOf(url), id, name: `${file.name.replace(/\.\w+$/, '')}.${format}` });
  const [srt, vtt] = await Promise.all([bring(srtUrl, 'srt'), bring(vttUrl, 'vtt')]);
  return { srt, vtt };
}
