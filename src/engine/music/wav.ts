export const BED_RATE = 48_000;

export type Stereo = { left: Float32Array; right: Float32Array };

/** 16-bit stereo WAV. */
export function writeWav({ left, right }: Stereo): Buffer {
  const bytes = left.length * 4;
  const wav = Buffer.alloc(44 + bytes);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + bytes, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(BED_RATE, 24);
  wav.writeUInt32LE(BED_RATE * 4, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(bytes, 40);
  for (let index = 0; index < left.length; index++) {
    wav.writeInt16LE(toInt16(left[index] ?? 0), 44 + index * 4);
    wav.writeInt16LE(toInt16(right[index] ?? 0), 46 + index * 4);
  }
  return wav;
}

const toInt16 = (sample: number): number => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
