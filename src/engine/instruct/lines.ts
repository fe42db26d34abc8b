import type { Cue } from '../edits/edit.ts';
import { captionsOf } from '../edits/tracks.ts';
import { readCues } from '../speech/read-cues.ts';
import { scan } from './scan.ts';
import { edits, type Outcome, type Scene, say } from './scene.ts';

/** Captions given as text: a subtitle file pasted, or lines to be timed to the speech. */
export function readLines(text: string, scene: Scene): Outcome | undefined {
  const cues = readCues(text);
  if (cues.length > 0) return edits({ type: 'add_captions', from: 'cues', cues });
  const clocked = readClocked(text);
  const isMore = captionsOf(scene.draft).length > 0 && /[再多]加|加[一个]?[句条行]|another|one more|add (?:a|one)/i.test(text);
  if (clocked.length > 0) return edits({ type: 'add_captions', from: 'cues', cues: clocked, ...(isMore && { append: true }) });
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const first = lines[0] ?? '';
  const headed =
    /^(?:帮我)?(?:请)?(?:用|按|把|加|做|配|照)?.{0,8}(?:字幕|台词|歌词|captions?|subtitles?|subs|lines)(?:内容|文字|文案)?(?:如下|是|为)?\s*[:：]\s*(.*)$/i.exec(
      first,
    );
  if (headed && lines.length > 1) return timed([...(headed[1] ? [headed[1]] : []), ...lines.slice(1)]);
  if (headed?.[1]) {
    const counted = headed[1]
      .split(/[，,；;。\s]*第[一二三四五六七八九十\d]+[句行条][:：\s]*/)
      .map((part) => bare(part.trim()))
      .filter((part) => part !== '');
    if (counted.length > 1 && /^第/.test(headed[1])) return timed(counted);
    const parts = headed[1]
      .split(/[。！？!?；;/|]\s*|\s{2,}/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    return timed(parts.length > 1 ? parts : [headed[1]]);
  }
  const isWaiting = scene.pending?.for === 'lines';
  if (lines.length >= (isWaiting ? 1 : 2) && scene.film.length > 0 && !lines.some(isOrder)) return timed(lines);
  if (lines.length > 200) return { kind: 'answer', text: say(scene, '一次最多 200 行。', 'At most 200 lines at a time.') };
  return undefined;
}

/** 「字幕：0 到 3 秒 今天去海边，3 到 6 秒 风好大」: lines with the times they are said at. */
function readClocked(text: string): Cue[] {
  const tokens = scan(text);
  const ranges = tokens.filter(({ kind }) => kind === 'range');
  const head = text.slice(0, ranges[0]?.start ?? 0);
  if (ranges.length === 0 || !/字幕|台词|歌词|caption|subtitle|lyrics/i.test(head)) return [];
  const cues = ranges.map(({ n = 0, m = 0, end }, i): Cue => {
    const words = text.slice(end, ranges[i + 1]?.start).replace(/^[\s:：,，显示写]+|[\s,，;；。]+$/g, '');
    return { startMs: n, endMs: m, text: words.replace(/^[「『“"]|[」』”"]$/g, '') };
  });
  return cues.every((cue) => cue.text !== '' && cue.endMs > cue.startMs && !isOrder(cue.text)) ? cues : [];
}

/** A line without the quotes around it. */
const bare = (line: string): string => /^[「『“"]([^「」『』“”"]+)[」』”"]$/.exec(line)?.[1] ?? line;

const timed = (lines: string[]): Outcome => edits({ type: 'add_captions', from: 'lines', lines: lines.slice(0, 200) });

/** A line that looks like an instruction is no caption. */
const isOrder = (line: string): boolean =>
  /剪|删|静音|字幕|标题|音乐|配乐|加速|倒放|撤|竖|横屏|trim|delete|remove|add |caption|subtitle|title|music|mute|speed|undo|vertical/i.test(
    line,
  );
