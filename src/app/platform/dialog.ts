import Taro from '@tarojs/taro';

export type Question = { title: string; text?: string; yes: string; no: string; isDangerous?: boolean };

/** The system's own question. True for yes. */
export async function ask(question: Question): Promise<boolean> {
  const { confirm } = await Taro.showModal({
    title: question.title,
    content: question.text ?? '',
    confirmText: question.yes,
    cancelText: question.no,
    ...(question.isDangerous ? { confirmColor: '#C5321F' } : {}),
  });
  return confirm;
}

/** Number of the option taken; `undefined` when the person turned back. */
export async function choose(options: string[]): Promise<number | undefined> {
  try {
    return (await Taro.showActionSheet({ itemList: options })).tapIndex;
  } catch {
    return undefined;
  }
}

/** One short line that goes by itself. */
export const say = (text: string): void => {
  void Taro.showToast({ title: text, icon: 'none', duration: 2_000 });
};
