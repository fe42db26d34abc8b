import { type Api, answering, Refusal, type Surroundings } from './api.ts';

export type DialogState = {
  /** What the person answers, in order. When the list is empty: no to questions, back from action sheets. */
  answers: (boolean | number)[];
  /** What was said to the person, in order. */
  questions: string[];
  toasts: string[];
  clipboard: string;
};

export const createDialogState = (): DialogState => ({ answers: [], questions: [], toasts: [], clipboard: '' });

/** Calls that change only what cannot be seen here. */
const quiet = [
  'hideToast',
  'hideLoading',
  'setKeepScreenOn',
  'vibrateShort',
  'vibrateLong',
  'setBackgroundColor',
  'setBackgroundTextStyle',
  'setNavigationBarColor',
  'setNavigationBarTitle',
  'openPrivacyContract',
  'showShareMenu',
  'hideShareMenu',
  'updateShareMenu',
  'hideKeyboard',
  'hideHomeButton',
  'pageScrollTo',
  'stopPullDownRefresh',
  'setVisualEffectOnCapture',
];

/** Four Chinese characters, or eight letters. */
const BUTTON_WIDTH = 8;

const widthOf = (text: string): number => [...text].reduce((width, character) => width + (character > '\u00ff' ? 2 : 1), 0);

export function createDialogs(state: DialogState, around: Surroundings): Record<string, Api> {
  const afterTap = { ...around, keepsTap: 'always' as const };
  return {
    ...Object.fromEntries(quiet.map((name) => [name, answering(name, () => undefined, around)])),
    showModal: answering(
      'showModal',
      ({ title = '', content = '', confirmText, cancelText }) => {
        for (const text of [confirmText, cancelText])
          if (typeof text === 'string' && widthOf(text) > BUTTON_WIDTH)
            throw new Refusal('parameter error: the text of a button should not be longer than 4 Chinese characters');
        state.questions.push([title, content].filter((text) => text !== '').join(': '));
        const confirm = state.answers.shift() === true;
        return { confirm, cancel: !confirm };
      },
      afterTap,
    ),
    showActionSheet: answering(
      'showActionSheet',
      ({ itemList }) => {
        if (!Array.isArray(itemList) || itemList.length > 6) throw new Refusal('parameter error: itemList should not be more than 6');
        state.questions.push(itemList.join(' / '));
        const tapIndex = state.answers.shift();
        if (typeof tapIndex !== 'number') throw new Refusal('cancel');
        return { tapIndex };
      },
      afterTap,
    ),
    showToast: answering('showToast', ({ title }) => void state.toasts.push(String(title)), around),
    showLoading: answering('showLoading', ({ title }) => void state.toasts.push(String(title)), around),
    setClipboardData: answering(
      'setClipboardData',
      ({ data }) => {
        state.clipboard = String(data);
        return undefined;
      },
      around,
    ),
    getClipboardData: answering('getClipboardData', () => ({ data: state.clipboard }), around),
  };
}
