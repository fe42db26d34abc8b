import type { ClipFacts } from '../draft.ts';
import { gather } from './clauses/gather.ts';
import { endInNo, giveRoles } from './clauses/roles.ts';
import { split } from './clauses/split.ts';
import { markPayloads } from './payload.ts';
import { scan } from './scan.ts';
import type { Clause } from './token.ts';
import { simplifyAll } from './traditional.ts';

/** Reads an instruction as the things it asks for, in the order they stand. */
export function readClauses(text: string, clips: ClipFacts[] = []): Clause[] {
  const tokens = giveRoles(markPayloads(scan(text, clips), text), text);
  const plain = tokens.reduce(
    (said, { kind, start, end, raw }) => (kind === 'quote' ? said.slice(0, start) + raw + said.slice(end) : said),
    simplifyAll(text),
  );
  return gather(split(tokens))
    .map(endInNo)
    .map((list) => ({ tokens: list, text: plain.slice(list[0]?.start ?? 0, list.at(-1)?.end ?? 0) }));
}
