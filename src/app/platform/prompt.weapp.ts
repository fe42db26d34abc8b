import type { TextQuestion } from './prompt.ts';

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
