import type { Edit } from '../edits/edit.ts';
import type { Need } from './scene.ts';

/** What must be known of the clips before an edit can be done. */
export function needsOf(edit: Edit): Need[] {
  switch (edit.type) {
    case 'trim_shaky':
      return ['shaky'];
    case 'remove_silence':
      return edit.fillers ? ['speech', 'words'] : ['speech'];
    case 'fit_length':
      return edit.open === 'strongest' ? ['words'] : [];
    case 'add_captions':
      if (edit.from === 'words') return ['words'];
      return edit.from === 'lines' ? ['speech'] : [];
    default:
      return [];
  }
}
