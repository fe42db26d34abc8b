import type { JobReport, ProbeJob, ProbeReport, StreamReport } from './job.ts';

type FfprobeStream = {
  codec_type?: string;
  codec_name?: string;
  pix_fmt?: string;
  sample_fmt?: string;
  level?: number;
  width?: number;
  height?: number;
  sample_aspect_ratio?: string;
  avg_frame_rate?: string;
  r_frame_rate?: string;
  nb_frames?: string;
  color_transfer?: string;
  color_primaries?: string;
  color_space?: string;
  color_range?: string;
  sample_rate?: string;
  channels?: number;
  duration?: string;
  bit_rate?: string;
  disposition?: { attached_pic?: number };
  side_data_list?: { rotation?: number }[];
};

type Ffprobe = {
  format?: { format_name?: string; duration?: string; start_time?: string; bit_rate?: string; tags?: Record<string, string> };
  streams?: FfprobeStream[];
  packets?: { pts_time?: string; dts_time?: string; duration_time?: string; flags?: string }[];
};

const number = (value: string | undefined): number => (value === undefined || Number.isNaN(Number(value)) ? 0 : Number(value));

const ratio = (value: string | undefined): number => {
  const [over, under] = (value ?? '').split(/[:/]/).map(Number);
  return over && under ? over / under : 0;
};

/** The same report as the libraries give, from ffprobe's JSON. */
export async function readCliProbe(job: ProbeJob, ffprobe: (args: string[]) => Promise<string>): Promise<JobReport> {
  const file = `file:${job.path}`;
  const read = async (args: string[]): Promise<Ffprobe> => JSON.parse(await ffprobe([...args, '-of', 'json', file])) as Ffprobe;
  const whole = await read(['-show_format', '-show_streams']);
  const streams = (whole.streams ?? []).filter((stream) => stream.disposition?.attached_pic !== 1).map(readStream);
  const picked = (['video', 'audio'] as const).flatMap((kind) => streams.find((stream) => stream.kind === kind) ?? []);
  const letter = picked[0]?.kind === 'video' ? 'v:0' : 'a:0';
  const start = number(whole.format?.start_time);
  const seconds = number(whole.format?.duration);
  const packets = await read(['-select_streams', letter, '-show_packets', '-read_intervals', `%+#${job.packets ?? 900}`]);
  const tail = await read(['-select_streams', letter, '-show_packets', '-read_intervals', `${Math.max(0, start + seconds - 1)}%`]);
  const frame = await read(['-select_streams', letter, '-show_frames', '-read_intervals', '%+#1', '-show_entries', 'frame=pts']);
  const ends = (tail.packets ?? []).map((packet) => number(packet.pts_time ?? packet.dts_time) + number(packet.duration_time) - start);
  const report: ProbeReport = {
    format: whole.format?.format_name ?? '',
    seconds,
    startSeconds: start,
    bitRate: number(whole.format?.bit_rate),
    streams: picked,
    packets: (packets.packets ?? []).map((packet) => ({
      seconds: number(packet.pts_time ?? packet.dts_time) - start,
      key: packet.flags?.startsWith('K') ?? false,
    })),
    decoded: JSON.stringify(frame).includes('pts'),
    lastSeconds: Math.max(0, ...ends),
    metadata: whole.format?.tags ?? {},
  };
  return { probe: report };
}

function readStream(stream: FfprobeStream): StreamReport {
  const turn = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  const transfers: Record<string, string> = { 'arib-std-b67': 'hlg', smpte2084: 'pq' };
  const transfer = stream.color_transfer ?? '';
  const format = stream.pix_fmt ?? stream.sample_fmt ?? '';
  return {
    kind: stream.codec_type === 'audio' ? 'audio' : 'video',
    codec: stream.codec_name ?? 'unknown',
    format,
    profile: 0,
    level: stream.level ?? 0,
    width: stream.width ?? 0,
    height: stream.height ?? 0,
    pixelShape: ratio(stream.sample_aspect_ratio) || 1,
    rotation: (((((-turn % 360) + 360) % 360) / 90) * 90) as StreamReport['rotation'],
    fps: ratio(stream.avg_frame_rate),
    baseFps: ratio(stream.r_frame_rate),
    frames: number(stream.nb_frames),
    transfer: transfers[transfer] ?? transfer,
    primaries: stream.color_primaries ?? '',
    space: stream.color_space ?? '',
    range: stream.color_range === 'pc' ? 'full' : (stream.color_range ?? ''),
    hasAlpha: /^(rgba|bgra|argb|abgr|ya|gbrap|yuva|pal8)/.test(format),
    sampleRate: number(stream.sample_rate),
    channels: stream.channels ?? 0,
    seconds: number(stream.duration),
    bitRate: number(stream.bit_rate),
  };
}
