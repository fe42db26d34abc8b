import { API_PREFIX } from '../../contract/relay/header.ts';
import { posterKeyOf } from '../export/produce.ts';
import type { Parts } from '../parts.ts';
import type { ExportRow } from '../store/exports.ts';

/** The signed address of a still of a film; `undefined` before it is finished, after it has expired, and where the upstream gave none. */
export async function stillAddress({ addresses, objects }: Parts, row: ExportRow, personId: string): Promise<string | undefined> {
  const isThere = row.state === 'done' && (await objects.size(posterKeyOf(row.id))) !== undefined;
  return isThere ? addresses.write(`${API_PREFIX}/exports/${row.id}/poster`, personId) : undefined;
}
