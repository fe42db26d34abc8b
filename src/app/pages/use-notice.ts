import { useState } from 'react';
import { askForNotice } from '../platform/notice';
import { readFeatures } from '../relay.ts';

/** "Tell me when it is ready"; `undefined` where no template is set up. */
export function useNotice(): { isOn: boolean; ask: () => void } | undefined {
  const [isOn, setOn] = useState(false);
  const templateId = readFeatures()?.noticeTemplateId;
  if (templateId === undefined) return undefined;
  // Straight from the tap: WeChat refuses the question later.
  return { isOn, ask: () => void askForNotice(templateId).then(setOn) };
}
