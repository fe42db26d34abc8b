import type { Edit } from '../../edits/edit.ts';
import { restate } from '../afterthought.ts';
import { readClauses } from '../clauses.ts';
import { readNumber } from '../numbers.ts';
import { planEdits } from '../plan.ts';
import type { Plan, PlanContext } from '../scene.ts';
import { has, isSilent } from '../token.ts';
import { simplifyAll } from '../traditional.ts';
import type { Read } from './lean.ts';
import type { Question } from './memory.ts';

const POLITE =
  /^(?:ok(?:ay)?|yes|yeah|yep|sure|no|um+|uh+|well|好的?|嗯+|哦|对|那就|那|就|选|要|我选|我要|the|i(?:'| wi)ll take|i want|let'?s (?:go with|do)|go with)(?:[，,.\s]+|(?<=\p{Script=Han})(?=.))|(?:[，,\s]*(?:吧|啦|呗|好了|就行|就好|可以|谢谢|please|pls|thanks|then)|[。.!！~～])+$/giu;

/** An answer to a question that was asked, by which of its choices it takes, or by what it adds to the words that were asked about. */
export function readAnswer(text: string, context: PlanContext, plain: Plan): Read | undefined {
  const asked = context.memory?.question;
  if (!asked || asked.options.length === 0) return undefined;
  const words = bareOf(simplifyAll(text));
  const figure = otherFigure(text, asked, context);
  if (figure !== undefined) return readChoice([figure], context);
  const chosen = byPlace(words, asked.options) ?? anyOf(words, asked, context);
  if (chosen === 'ask') return { plan: { kind: 'ask', question: asked.question, options: asked.options }, said: asked.about };
  if (chosen) return readChoice(chosen, context);
  if (plain.kind === 'edits' || plain.kind === 'decline' || (plain.kind === 'answer' && !/^(?:yes|ok|好)/i.test(text))) return undefined;
  const named = byWords(words, asked.options);
  return named ? readChoice([named], context) : completed(text, asked, context);
}

/** `4 seconds`, where 2, 3 and 5 were offered. */
function otherFigure(text: string, { options }: Question, { clips }: PlanContext): string | undefined {
  const tokens = readClauses(text, clips).flatMap((clause) => clause.tokens.filter((token) => !isSilent(token)));
  const [first = ''] = options;
  const isAlike = options.length > 1 && new Set(options.map((option) => option.replace(/\d+(?:\.\d+)?/g, '#'))).size === 1;
  const isFigure = tokens.length === 1 && ['number', 'time', 'percent'].includes(tokens[0]?.kind ?? '');
  return isAlike && isFigure && /second|秒/.test(first) ? restate({ before: first, after: text }, clips) : undefined;
}

function bareOf(text: string): string {
  let words = text.trim().toLowerCase();
  for (let next = words.replace(POLITE, ''); next !== words; next = words.replace(POLITE, '')) words = next;
  return words.trim();
}

const readChoice = (options: string[], context: PlanContext): Read => {
  const said = options.join(/\p{Script=Han}/u.test(options.join('')) ? '，' : ', ');
  return { plan: planEdits(said, context), said };
};

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const NTH =
  /^(?:(?:option|number|choice|no\.?|第|clip)\s*)*(\d|[一二两三四五]|one|two|three|four|five|first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|最后)\s*(?:one|clip|option|choice|[个种项段条张])*$/;

/** `the second one`, 「第二个吧」, `the first two`. */
function byPlace(words: string, options: string[]): string[] | undefined {
  const some = /^(?:the )?(?:first|前)\s*(two|three|both|[两二三]|\d)\s*(?:ones|clips|options|[个种项段])?$/.exec(words)?.[1];
  if (some) return options.slice(0, placeOf(some));
  const said = NTH.exec(words)?.[1];
  if (said === undefined) return pairOf(words, options);
  const option = /^(?:last|最后)$/.test(said) ? options.at(-1) : options[placeOf(said) - 1];
  return option === undefined ? undefined : [option];
}

/** `1 and 3`, 「第一个和第三个」. */
function pairOf(words: string, options: string[]): string[] | undefined {
  const parts = words.split(/\s*(?:,|，|、|和|跟|\+|&|\band\b)\s*/).map((part) => NTH.exec(part.replace(/^the /, ''))?.[1]);
  if (parts.length < 2 || parts.some((part) => part === undefined)) return undefined;
  const chosen = parts.map((part) => options[placeOf(part ?? '') - 1]);
  return chosen.every((option) => option !== undefined) ? chosen : undefined;
}

function placeOf(said: string): number {
  const ordinal = ORDINALS.indexOf(said);
  return ordinal === -1 ? (readNumber(said.replace(/(?:st|nd|rd|th)$/, '')) ?? 0) : ordinal + 1;
}

const ALL =
  /^(?:(?:都|全都?|全部都?)(?:要|加|做|来|弄|用)(?:上)?|全部|全要|both(?: of them)?|all(?: of (?:them|it|the above))?|everything|do (?:them )?(?:all|both)(?: of (?:them|it|these))?|yes to all|every one of them)$/;
const ANY =
  /^(?:随便(?:你|吧|哪个都行)?|都行|都可以|哪个都行|你定|你决定|你看着办|看你|你来选?|你选|听你的|无所谓|whatever|anything|any|either(?: one)?|you (?:choose|pick|decide)|your (?:choice|call)|up to you|surprise me|i don'?t (?:mind|care)|dealer'?s choice|idk|不知道)(?:[，,\s]+(?:you (?:choose|pick|decide)|你(?:定|选|决定)|is fine|works))*$/;

/** 「都要」, 「随便」. What throws part of the film away is never chosen for the person: it is asked again. */
function anyOf(words: string, { options }: Question, context: PlanContext): string[] | 'ask' | undefined {
  const isCut = (option: string) => editsOf(option, context).some(({ type }) => cuts.has(type));
  if (ALL.test(words)) return options.length > 1 && options.every(isCut) ? 'ask' : options;
  if (!ANY.test(words)) return undefined;
  const harmless = options.find((option) => editsOf(option, context).length > 0 && !isCut(option));
  return harmless === undefined ? 'ask' : [harmless];
}

const cuts = new Set<Edit['type']>(['delete_segments', 'delete_ranges', 'keep_ranges', 'trim_segment', 'fit_length', 'remove_silence']);

const editsOf = (text: string, context: PlanContext): Edit[] => {
  const plan = planEdits(text, context);
  return plan.kind === 'edits' ? plan.edits : [];
};

/** The one choice that has all the words of the answer: 「开头的」, `delete it`. */
function byWords(words: string, options: string[]): string | undefined {
  const isHan = /\p{Script=Han}/u.test(words);
  const said = isHan ? words.replace(/那个|这个|[的了那这]/g, '') : words.replace(/\b(?:the|it|one|that|a|an|at|in)\b/g, ' ');
  const parts = isHan ? [said] : said.split(/\W+/).filter((word) => word !== '');
  if (said.trim() === '' || parts.length === 0) return undefined;
  const fits = options.filter((option) => parts.every((part) => option.toLowerCase().includes(part)));
  return fits.length === 1 ? fits[0] : undefined;
}

const isQuestion = (text: string): boolean => /[?？]\s*$|什么|怎么|[吗呢]$/.test(text.trim());

/** The words asked about with the answer among them, where that comes to the kind of edit that was offered. */
function completed(text: string, { about, options, isLost }: Question, context: PlanContext): Read | undefined {
  const [clause, ...others] = readClauses(text, context.clips);
  const isOrder = clause === undefined || others.length > 0 || has(clause, 'verb') || has(clause, 'ask') || isQuestion(text);
  const isStrange =
    has(clause ?? { tokens: [], text }, 'unknown') && (!/\b(?:one|ones|clip|where|with)\b|的|那|有/i.test(text) || text.length > 40);
  if (isLost || context.pending || isOrder || isStrange) return undefined;
  const offered = new Set(options.flatMap((option) => editsOf(option, context).map(({ type }) => type)));
  const verb = readClauses(about, context.clips)[0]?.tokens.find(({ kind }) => kind === 'verb')?.raw;
  const wordings = [
    restate({ before: about, after: text }, context.clips),
    `${about} ${text}`,
    ...(verb === undefined ? [] : [`${verb} ${text}`, `${text}${verb}`]),
  ];
  for (const said of wordings) {
    const plan = said === undefined ? undefined : planEdits(said, context);
    const isFit =
      plan?.kind === 'edits' && (plan.edits.length > 0 ? plan.edits.every(({ type }) => offered.has(type)) : plan.needs.length > 0);
    if (said !== undefined && plan && isFit) return { plan, said };
  }
  return undefined;
}
