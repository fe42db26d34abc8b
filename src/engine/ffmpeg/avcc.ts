/*
 * The parameter sets of H.264 in an MP4 (`avcC`). A film whose borders were encoded anew and whose middle was copied has two of each:
 * ours carry another id, so that both stand side by side and every picture names its own.
 */

export type ParameterSets = { header: Buffer; sps: Buffer[]; pps: Buffer[] };

/** Reads an `avcC` record; `undefined` for anything else, such as parameter sets inside the stream. */
export function readAvcc(bytes: Buffer): ParameterSets | undefined {
  if (bytes.length < 7 || bytes[0] !== 1) return undefined;
  let at = 5;
  const sets = (count: number): Buffer[] =>
    Array.from({ length: count }, () => {
      const length = bytes.readUInt16BE(at);
      at += 2 + length;
      return bytes.subarray(at - length, at);
    });
  try {
    const sps = sets((bytes[at++] ?? 0) & 0x1f);
    const pps = sets(bytes[at++] ?? 0);
    return at <= bytes.length ? { header: bytes.subarray(0, 5), sps, pps } : undefined;
  } catch {
    return undefined;
  }
}

/** One record with the parameter sets of both; the higher level counts. */
export function mergeAvcc(first: ParameterSets, second: ParameterSets): Buffer {
  const header = Buffer.from(first.header);
  header[3] = Math.max(first.header[3] ?? 0, second.header[3] ?? 0);
  const unique = (sets: Buffer[]): Buffer[] => sets.filter((set, index) => sets.findIndex((other) => other.equals(set)) === index);
  const write = (sets: Buffer[]): Buffer[] => sets.flatMap((set) => [Buffer.from([set.length >> 8, set.length & 0xff]), set]);
  const [sps, pps] = [unique([...first.sps, ...second.sps]), unique([...first.pps, ...second.pps])];
  // High profile adds its chroma format and depths: 4:2:0 of 8 bits, which is all that is ever joined.
  const high = (header[1] ?? 0) >= 100 ? [Buffer.from([0xfd, 0xf8, 0xf8, 0x00])] : [];
  return Buffer.concat([header, Buffer.from([0xe0 | sps.length]), ...write(sps), Buffer.from([pps.length]), ...write(pps), ...high]);
}

/** Bytes of the length before every unit: both streams must agree, or the copied half cannot be read. */
export const unitLength = ({ header }: ParameterSets): number => ((header[4] ?? 3) & 3) + 1;
