import type { Question, TextQuestion } from './dialog.ts';

export function ask(question: Question): Promise<boolean> {
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
export function choose(options: string[]): Promise<number | undefined> {
  return new Promise((resolve) => {
    wx.showActionSheet({ itemList: options, success: ({ tapIndex }) => resolve(tapIndex), fail: () => resolve(undefined) });
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
