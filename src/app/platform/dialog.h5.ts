import './dialog.css';
import Taro from '@tarojs/taro';
import type { Question, TextQuestion } from './dialog.ts';

/** The browser's own dialog element: it keeps the keyboard inside, closes with Escape, and gives the focus back. Taro's does none of it. */
type Parts = {
  title?: string;
  text?: string;
  field?: HTMLInputElement;
  buttons: { text: string; kind: 'main' | 'plain' | 'danger'; value: string }[];
};

const CANCEL = 'cancel';

function open({ title, text, field, buttons }: Parts): Promise<string> {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  if (title !== undefined) dialog.append(part('dialog-title', title));
  if (text) dialog.append(part('dialog-text', text));
  if (field) dialog.append(field);
  for (const { text: words, kind, value } of buttons) {
    const button = document.createElement('button');
    button.className = `dialog-button dialog-${kind}`;
    button.textContent = words;
    button.dataset.testid = `dialog.${value}`;
    button.onclick = () => dialog.close(value);
    dialog.append(button);
  }
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.onclose = () => {
      dialog.remove();
      resolve(dialog.returnValue || CANCEL);
    };
    // A click beside the dialog falls on the element itself.
    dialog.onclick = (event) => {
      if (event.target === dialog) dialog.close(CANCEL);
    };
    dialog.showModal();
  });
}

function part(className: string, text: string): HTMLElement {
  const node = document.createElement('div');
  node.className = className;
  node.textContent = text;
  return node;
}

export async function ask({ title, text, yes, no, isDangerous }: Question): Promise<boolean> {
  const buttons: Parts['buttons'] = [
    { text: yes, kind: isDangerous ? 'danger' : 'main', value: 'yes' },
    { text: no, kind: 'plain', value: CANCEL },
  ];
  return (await open({ title, ...(text === undefined ? {} : { text }), buttons })) === 'yes';
}

export async function choose(options: string[], cancel: string): Promise<number | undefined> {
  const buttons: Parts['buttons'] = options.map((text, index) => ({ text, kind: 'plain', value: String(index) }));
  const taken = await open({ buttons: [...buttons, { text: cancel, kind: 'main', value: CANCEL }] });
  return taken === CANCEL ? undefined : Number(taken);
}

export async function askForText({ title, text, yes, no }: TextQuestion): Promise<string | undefined> {
  const field = document.createElement('input');
  field.className = 'dialog-field';
  field.value = text;
  field.setAttribute('aria-label', title);
  const buttons: Parts['buttons'] = [
    { text: yes, kind: 'main', value: 'yes' },
    { text: no, kind: 'plain', value: CANCEL },
  ];
  return (await open({ title, field, buttons })) === 'yes' ? field.value : undefined;
}

export const say = (text: string): void => {
  void Taro.showToast({ title: text, icon: 'none', duration: 2_000 });
};
