import type { Question, TextQuestion } from './dialog.ts';

/** WeChat takes four characters for a button of a question, or eight letters, and shows nothing at all for more. */
const BUTTON_WIDTH = 8;

const widthOf = (text: string): number => [...text].reduce((width, character) => width + (character > '\u00ff' ? 2 : 1), 0);

export function ask(question: Question): Promise<boolean> {
  const isLong = Math.max(widthOf(question.yes), widthOf(question.no)) > BUTTON_WIDTH;
  return isLong ? askByList(question) : askByModal(question);
}

/** The same question with room for longer answers. Its own "cancel" is a no. */
async function askByList({ title, text, yes, no }: Question): Promise<boolean> {
  const alertText = text === undefined ? title : `${title}\n${text}`;
  return new Promise((resolve) => {
    wx.showActionSheet({
      alertText,
      itemList: [yes, no],
      success: ({ tapIndex }) => resolve(tapIndex === 0),
      fail: () => resolve(false),
    });
  });
}

function askByModal(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    wx.showModal({
      title: question.title,
      content: question.text ?? '',
      confirmText: question.yes,
      cancelText: question.no,
      ...(question.isDangerous ? { confirmColor: '#C5321F' } : {}),
      success: ({ confirm }) => resolve(confirm),
      fail: () => resolve(false),
    });
  });
}

/** WeChat draws its own word for "cancel". */
export function choose(options: string[], _cancel: string, title?: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    wx.showActionSheet({
      ...(title === undefined ? {} : { alertText: title }),
      itemList: options,
      success: ({ tapIndex }) => resolve(tapIndex),
      fail: () => resolve(undefined),
    });
  });
}

export function tell({ title, text, ok }: { title: string; text: string; ok: string }): Promise<void> {
  return new Promise((resolve) => {
    wx.showModal({ title, content: text, showCancel: false, confirmText: ok, complete: () => resolve() });
  });
}

export function askForText(question: TextQuestion): Promise<string | undefined> {
  return new Promise((resolve) => {
    wx.showModal({
      title: question.title,
      content: question.text,
      editable: true,
      confirmText: question.yes,
      cancelText: question.no,
      success: ({ confirm, content }) => resolve(confirm ? content : undefined),
      fail: () => resolve(undefined),
    });
  });
}

export const say = (text: string): void => {
  wx.showToast({ title: text, icon: 'none', duration: 2_000 });
};
