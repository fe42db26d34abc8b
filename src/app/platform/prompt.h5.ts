import type { TextQuestion } from './prompt.ts';

export const askForText = async (question: TextQuestion): Promise<string | undefined> =>
  window.prompt(question.title, question.text) ?? undefined;
