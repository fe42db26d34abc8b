import './dialog.css';
import type { Question, TextQuestion } from './dialog.ts';

/** The browser's own dialog element: it keeps the keyboard inside, closes with Escape, and gives the focus back. Taro's does none of it. */
type Parts = {
  title?: string;
  text?: string;
  field?: HTMLInputElement;
  buttons: { text: string; kind: 'main' | 'plain' | 'danger' | 'quiet'; value: string }[];
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

export async function choose(options: string[], cancel: string, title?: string): Promise<number | undefined> {
  const buttons: Parts['buttons'] = options.map((text, index) => ({ text, kind: 'plain', value: String(index) }));
  const taken = await open({
    ...(title === undefined ? {} : { title }),
    buttons: [...buttons, { text: cancel, kind: 'quiet', value: CANCEL }],
  });
  return taken === CANCEL ? undefined : Number(taken);
}

export async function tell({ title, text, ok }: { title: string; text: string; ok: string }): Promise<void> {
  await open({ title, text, buttons: [{ text: ok, kind: 'main', value: 'ok' }] });
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

const SHOWN_MS = 2_500;
let shown: { node: HTMLElement; timer: ReturnType<typeof setTimeout> } | undefined;

/** A line of our own: Taro's is as narrow as a phone's icon, and no screen reader hears it. */
export function say(text: string): void {
  if (shown) {
    clearTimeout(shown.timer);
    shown.node.remove();
  }
  const node = part('toast', '');
  node.setAttribute('role', 'status');
  node.dataset.testid = 'toast';
  document.body.append(node);
  // Said by screen readers only when the words come after the node.
  node.textContent = text;
  shown = { node, timer: setTimeout(() => node.remove(), SHOWN_MS) };
}
