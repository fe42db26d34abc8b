import * as z from '../../contract/schema.ts';
import { applyEdit } from '../edits/apply.ts';
import { Edit } from '../edits/edit.ts';
import { EditRefused } from '../edits/refused.ts';
import type { ModelEndpoint } from '../settings.ts';
import { callEndpoint } from '../speech/endpoint.ts';
import type { Planner } from '../turn.ts';
import { chatTools, INSTRUCTIONS, sceneFor } from './llm-prompt.ts';
import { needsOf } from './needs.ts';
import type { Plan, PlanContext } from './scene.ts';

/** A plan that comes later than this is not waited for: the rules answer. */
const PATIENCE_MS = 20_000;

const Call = z.looseObject({ function: z.looseObject({ name: z.string(), arguments: z.string() }) });
const Reply = z.looseObject({
  choices: z
    .array(z.looseObject({ message: z.looseObject({ content: z.string().nullish(), tool_calls: z.array(Call).nullish() }) }))
    .min(1),
});

const Edits = z.object({ edits: z.array(Edit).min(1).max(30) });
const Question = z.object({ question: z.string().min(1).max(300), options: z.array(z.string().min(1).max(60)).max(5).default([]) });
const Answer = z.object({ text: z.string().min(1).max(1_000) });
const Decline = z.object({ reason: z.string().min(1).max(300), alternative: z.string().max(300).default('') });

/**
 * A planner over any OpenAI-compatible chat endpoint with tool calls. Its plan passes the same schema and the same checks as the rules';
 * whatever does not gives `undefined`, and the rules plan.
 */
export const createPlanner =
  (endpoint: ModelEndpoint): Planner =>
  async (text, context, signal) => {
    const body = JSON.stringify(requestOf(endpoint.model, text, context));
    const limit = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    const response = await callEndpoint(endpoint, { path: '/chat/completions', body }, limit);
    if (!response) return undefined;
    const reply = Reply.safeParse(await response.json().catch(() => undefined)).data;
    const call = reply?.choices[0]?.message.tool_calls?.[0]?.function;
    return call && readPlan(call.name, call.arguments, context);
  };

const requestOf = (model: string, text: string, context: PlanContext) => ({
  model,
  temperature: 0,
  messages: [
    { role: 'system', content: INSTRUCTIONS },
    { role: 'user', content: `${sceneFor(context)}\n\nMessage:\n${text}` },
  ],
  tools: chatTools,
  tool_choice: 'required',
});

/** The plan in a tool call; `undefined` when it is not one, or when its edits cannot be done here. */
export function readPlan(name: string, args: string, context: PlanContext): Plan | undefined {
  const given = parse(args);
  if (name === 'edit_timeline') {
    const edits = Edits.safeParse(given).data?.edits;
    return edits && areDoable(edits, context) ? { kind: 'edits', edits, needs: [...new Set(edits.flatMap(needsOf))] } : undefined;
  }
  if (name === 'ask') {
    const asked = Question.safeParse(given).data;
    return asked && { kind: 'ask', ...asked };
  }
  if (name === 'answer') {
    const answer = Answer.safeParse(given).data;
    return answer && !claimsChange(answer.text) ? { kind: 'answer', ...answer } : undefined;
  }
  const declined = name === 'decline' ? Decline.safeParse(given).data : undefined;
  return declined && { kind: 'decline', ...declined };
}

function parse(args: string): unknown {
  try {
    return JSON.parse(args);
  } catch {
    return undefined;
  }
}

/** An answer without an edit must not say that something was done. */
const claimsChange = (text: string): boolean =>
  /已经?(?:加|剪|删|改|换|调|配)|改好了|\b(?:I(?:'ve| have)? (?:added|cut|trimmed|removed|changed)|done)\b/i.test(text);

/** Refusals that only say what is not known yet: it is found out before the edit is done. */
const later = new Set(['no_words', 'no_speech', 'no_silence', 'no_shaky', 'no_voice_maker', 'no_translation']);

/** Tries the edits on the draft: a plan for segments that are not there is worth less than the rules'. */
function areDoable(edits: Edit[], { draft, clips, history }: PlanContext): boolean {
  let now = draft;
  for (const edit of edits) {
    try {
      now = applyEdit(now, edit, { clips, history });
    } catch (error) {
      if (!(error instanceof EditRefused)) throw error;
      if (!later.has(error.code)) return false;
    }
  }
  return true;
}
