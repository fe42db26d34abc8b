import type { EngineDraft } from '../../draft.ts';
import { all, type Clause, find, has, type Token } from '../token.ts';

/**
 * 「开头那 10 秒留着 后面加速 1.5 倍」: an end of the film that is to stay as it is says where the order for the rest of it begins; nothing
 * is cut for it.
 */
export function restOfFilm(clauses: Clause[], draft: EngineDraft): Clause[] {
  return clauses.flatMap((clause, i) => {
    const before = clauses[i - 1];
    const stretch = before && leftBy(before, clause, draft);
    if (stretch) return [withStretch(clause, stretch)];
    const next = clauses[i + 1];
    return next && leftBy(clause, next, draft) ? [] : [clause];
  });
}

type Stretch = { fromMs: number; toMs: number };

const STAYS = /留着|保留|不变|[别不]动|正常|原速|原样/;
const changes = ['faster', 'slower', 'mute', 'brighter', 'darker', 'warmer', 'cooler', 'reverse'];

/** What an end that stays leaves to the order behind it. */
function leftBy(clause: Clause, next: Clause, { d }: EngineDraft): Stretch | undefined {
  const [time, ...others] = all(clause, 'time');
  const isStaying =
    STAYS.test(clause.text) && !has(clause, 'range') && clause.tokens.every(({ kind, value }) => kind !== 'verb' || value === 'keep');
  const isOrder = has(next, 'verb', ...changes) && !has(next, 'time') && !has(next, 'range') && !has(next, 'thing') && !has(next, 'nth');
  if (time?.n === undefined || others.length > 0 || !isStaying || !isOrder) return undefined;
  const isHead = has(clause, 'head') || has(clause, 'place', 'start');
  const isTail = has(clause, 'tail') || has(clause, 'place', 'end');
  if (isHead && (has(next, 'place', 'end') || has(next, 'tail') || has(next, 'other'))) return { fromMs: time.n, toMs: d };
  return isTail && (has(next, 'place', 'start') || has(next, 'head') || has(next, 'other')) ? { fromMs: 0, toMs: d - time.n } : undefined;
}

function withStretch(clause: Clause, { fromMs, toMs }: Stretch): Clause {
  const place = find(clause, 'place', 'start', 'end') ?? find(clause, 'tail') ?? find(clause, 'head') ?? find(clause, 'other');
  const tokens = clause.tokens.map(
    (token): Token => (token === place ? { ...token, kind: 'range', value: '', n: fromMs, m: toMs } : token),
  );
  return { ...clause, tokens };
}
