import type { Edit } from '../edits/edit.ts';
import type { Language } from './scene.ts';

export type Summary = { changes: string[]; reasons: string[]; notes: string[]; isChanged: boolean; edits: Edit[]; language: Language };

const phrases = {
  'zh-CN': {
    done: '改好了：',
    undone: '已回到之前的版本，和刚才比：',
    redone: '已重做，和刚才比：',
    details: '有些细节变了',
    same: '已经是这样了，时间线没有变。',
    comma: '；',
    stop: '。',
    space: '',
  },
  en: {
    done: 'Done: ',
    undone: 'Back to the earlier version. Compared with before: ',
    redone: 'Redone. Compared with before: ',
    details: 'some details changed',
    same: 'It is so already; the timeline did not change.',
    comma: '; ',
    stop: '.',
    space: ' ',
  },
} as const;

/** What was done, then what was not, then what is still open. */
export function writeSummary({ changes, reasons, notes, isChanged, edits, language }: Summary): string {
  const words = phrases[language];
  const listed = changes.length > 0 ? changes.join(words.comma) : words.details;
  const first = isChanged ? [`${words[leadOf(edits)]}${listed}${words.stop}`] : reasons.length + notes.length === 0 ? [words.same] : [];
  return [...first, ...reasons, ...notes].join(words.space);
}

function leadOf(edits: Edit[]): 'done' | 'undone' | 'redone' {
  const back = edits.find((edit) => edit.type === 'restore_version');
  if (back?.type !== 'restore_version') return 'done';
  return back.to === 'next' ? 'redone' : 'undone';
}
