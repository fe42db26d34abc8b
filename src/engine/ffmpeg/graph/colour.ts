import type { VideoSegment } from '../../draft.ts';
import type { ProbedClip } from '../../probe.ts';

/** Shift of both colour differences, and a curve, per named look. */
const looks: Record<NonNullable<VideoSegment['look']>, string[]> = {
  bw: ['hue=s=0'],
  warm: ['eq=saturation=1.08', warmth(45)],
  cool: ['eq=saturation=0.95', warmth(-45)],
  film: ["curves=master='0/0.05 0.25/0.24 0.75/0.78 1/0.96'", 'eq=saturation=0.85', warmth(18)],
  vivid: ['eq=saturation=1.4:contrast=1.08'],
  soft: ['eq=contrast=0.9:brightness=0.035:saturation=0.92', 'unsharp=7:7:-0.5'],
};

/** Towards orange or towards blue, −100…100. In YUV directly: the filter made for it goes through RGB and back. */
function warmth(value: number): string {
  const shift = Math.round(value * 0.16);
  return `lutyuv=u=clip(val-${shift}\\,16\\,240):v=clip(val+${shift}\\,16\\,240)`;
}

/** Filters for the person's corrections, then the look. They want yuv420p. */
export function colourChain(segment: VideoSegment): string[] {
  const { brightness = 0, contrast = 0, saturation = 0 } = segment;
  const isTouched = brightness !== 0 || contrast !== 0 || saturation !== 0;
  return [
    ...(isTouched
      ? [
          `eq=brightness=${(brightness / 280).toFixed(4)}:contrast=${(1 + contrast / 140).toFixed(4)}:saturation=${(1 + saturation / 100).toFixed(4)}`,
        ]
      : []),
    ...(segment.warmth ? [warmth(segment.warmth)] : []),
    ...(segment.look ? looks[segment.look] : []),
  ];
}

/** From the clip's colours to BT.709 in TV range, at the size given. Scaling comes first: tone mapping works on 32-bit floats. */
export function scaleChain(facts: ProbedClip, size: { width: number; height: number }): string[] {
  const target = `${size.width}:${size.height}`;
  if (facts.transfer !== 'sdr') {
    const transfer = facts.transfer === 'hlg' ? 'arib-std-b67' : 'smpte2084';
    return [
      `scale=${target}`,
      `setparams=color_primaries=bt2020:color_trc=${transfer}:colorspace=bt2020nc`,
      // 203 cd/m² is the white of graphics in HDR (BT.2408). Mobius keeps what is darker as it was; hable made skin half as bright.
      'zscale=t=linear:npl=203',
      'format=gbrpf32le',
      'zscale=p=bt709',
      'tonemap=tonemap=mobius:param=0.5:desat=0',
      'zscale=t=bt709:m=bt709:r=tv',
      'format=yuv420p',
    ];
  }
  return [...untagged(facts), `scale=${target}:out_color_matrix=bt709:out_range=tv`];
}

/** swscale takes an untagged picture for standard definition; files of HD size without tags are BT.709 in practice. */
function untagged(facts: ProbedClip): string[] {
  const isYuv = facts.pixelFormat.startsWith('yuv') || facts.pixelFormat.startsWith('nv');
  if (!isYuv || facts.space !== '') return [];
  return [`setparams=colorspace=${Math.min(facts.width, facts.height) >= 700 ? 'bt709' : 'smpte170m'}`];
}

/** What every picture ends as. */
export const FINAL_COLOUR = 'format=yuv420p,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709';
