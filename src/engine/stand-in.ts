import type { RunTurn } from './ports.ts';

export const runTurn: RunTurn = async function* ({ text, session, signal }) {
  yield { type: 'text', text: 'ok ' };
  yield { type: 'call', name: 'edit', args: { text } };
  await new Promise((resolve) => setTimeout(resolve, Number(/wait (\d+)/.exec(text)?.[1] ?? 0)));
  signal.throwIfAborted();
  yield {
    type: 'result',
    name: 'edit',
    response: { status: 'success' },
    draft: { ...session.draft, m: { ...session.draft.m, title: `${session.draft.m.title}+${text}` } },
  };
  yield { type: 'text', text: 'done' };
};
