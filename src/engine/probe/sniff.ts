/** Containers told by their first bytes. The name of a file proves nothing. */
export type Container =
  | 'mov'
  | 'heic'
  | 'matroska'
  | 'avi'
  | 'wav'
  | 'webp'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'mp3'
  | 'aac'
  | 'ogg'
  | 'flac'
  | 'mpegts'
  | 'bmp'
  | 'amr';

/** Bytes that are enough to tell. */
export const SNIFF_BYTES = 400;

const MOV_BOXES = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];
const RIFF_KINDS: Record<string, Container> = { 'AVI ': 'avi', WAVE: 'wav', WEBP: 'webp' };
const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'mif1', 'msf1', 'avif'];

/** What the bytes are; `undefined` for anything this engine does not take, playlists and text among them. */
export function sniff(bytes: Buffer): Container | undefined {
  const text = (from: number, to: number): string => bytes.toString('latin1', from, to);
  if (MOV_BOXES.includes(text(4, 8))) return text(4, 8) === 'ftyp' && HEIC_BRANDS.includes(text(8, 12)) ? 'heic' : 'mov';
  if (bytes.subarray(0, 4).equals(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]))) return 'matroska';
  if (text(0, 4) === 'RIFF') return RIFF_KINDS[text(8, 12)];
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg';
  if (text(0, 4) === 'GIF8') return 'gif';
  if (text(0, 2) === 'BM' && bytes.readUInt32LE(14) < 200) return 'bmp';
  if (text(0, 4) === 'OggS') return 'ogg';
  if (text(0, 4) === 'fLaC') return 'flac';
  if (text(0, 5) === '#!AMR') return 'amr';
  if (bytes[0] === 0x47 && bytes[188] === 0x47) return 'mpegts';
  return sniffSound(bytes);
}

function sniffSound(bytes: Buffer): 'mp3' | 'aac' | undefined {
  if (bytes.toString('latin1', 0, 3) === 'ID3') return 'mp3';
  const [first = 0, second = 0] = bytes;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  // Layer bits 00 are ADTS, 01 to 11 the layers of MPEG audio.
  return (second & 0x06) === 0 ? 'aac' : 'mp3';
}
