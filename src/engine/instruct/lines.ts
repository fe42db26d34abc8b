import { readCues } from '../speech/read-cues.ts';
import { edits, type Outcome, type Scene, say } from './scene.ts';

/** Captions given as text: a subtitle file pasted, or lines to be timed to the speech. */
export function readLines(text: string, scene: Scene): Outcome | undefined {
  const cues = readCues(text);
  if (cues.length > 0) return edits({ type: 'add_captions', from: 'cues', cues });
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

const timed = (lines: string[]): Outcome => edits({ type: 'add_captions', from: 'lines', lines: lines.slice(0, 200) });

/** A line that looks like an instruction is no caption. */
const isOrder = (line: string): boolean =>
  /剪|删|静音|字幕|标题|音乐|配乐|加速|倒放|撤|竖|横屏|trim|delete|remove|add |caption|subtitle|title|music|mute|speed|undo|vertical/i.test(
    line,
  );
