import type { ErrorArgs } from '../../contract/error.ts';

/** Why an edit cannot be done; the sentence for the person is made in `instruct/sentences.ts`. */
export type RefusalCode =
  | 'nothing_left'
  | 'nothing_there'
  | 'out_of_range'
  | 'clip_missing'
  | 'no_captions'
  | 'no_title'
  | 'no_music'
  | 'no_photos'
  | 'no_words'
  | 'no_speech'
  | 'no_silence'
  | 'no_fillers'
  | 'fillers_unheard'
  | 'no_shaky'
  | 'no_voice_maker'
  | 'no_translation'
  | 'text_not_found'
  | 'one_segment'
  | 'no_undo'
  | 'no_redo'
  | 'too_long'
  | 'already_so';

/** An edit that cannot be done on this draft. Nothing was changed. */
export class EditRefused extends Error {
  override readonly name = 'EditRefused';
  readonly code: RefusalCode;
  readonly args: ErrorArgs;

  constructor(code: RefusalCode, args: ErrorArgs = {}) {
    super(`edit refused: ${code}`);
    this.code = code;
    this.args = args;
  }
}
