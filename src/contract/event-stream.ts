/** What stands between two blank lines of an event stream. `data` is absent where no line carried any. */
export type Frame = {
  event?: string;
  id?: string;
  data?: string;
  /** A line that began with a colon; it comes alone, as soon as it is complete. */
  comment?: string;
  /** Lines that are no field: a server's own text broken over several lines. */
  junk?: string;
  /** The frame grew past the limit; its content was dropped. */
  isTooLong?: true;
};

export type FrameParser = {
  /** Takes text cut anywhere and gives the frames it completed. */
  push: (text: string) => Frame[];
  /** What was complete but for its blank line. */
  end: () => Frame[];
};

const FIELD = /^(event|id|data|retry)(?:: ?|$)/;

/**
 * Cuts text into the frames of an event stream. It differs from the standard, and so from the packages that follow it, in giving out what
 * they drop: frames without data, comments, and lines that are no field. Source: HTML, "Interpreting an event stream".
 */
export function createFrameParser(options: { maxChars: number }): FrameParser {
  // Pieces of a line are joined once, at its end: joining per piece would be quadratic for a long line in small pieces.
  let pieces: string[] = [];
  let chars = 0;
  let frame: Frame = {};
  let endsWithReturn = false;
  let isFirst = true;
  let isLineDropped = false;

  const readLine = (line: string): Frame[] => {
    if (line === '') {
      const complete = frame;
      frame = {};
      chars = 0;
      return Object.keys(complete).length > 0 ? [complete] : [];
    }
    if (line.startsWith(':')) return [{ comment: line.slice(1).trim() }];
    if (frame.isTooLong) return [];
    frame = addLine(frame, line);
    return [];
  };

  const takeLine = (end: string): Frame[] => {
    const line = pieces.length === 0 ? end : pieces.join('') + end;
    pieces = [];
    const isDropped = isLineDropped;
    isLineDropped = false;
    return isDropped ? [] : readLine(line);
  };

  const keep = (rest: string): void => {
    chars += rest.length;
    if (chars > options.maxChars) {
      frame = { isTooLong: true };
      pieces = [];
    }
    if (rest !== '' && frame.isTooLong) isLineDropped = true;
    else if (rest !== '') pieces.push(rest);
  };

  const push = (text: string): Frame[] => {
    if (text === '') return [];
    let from = 0;
    if (isFirst && text.startsWith('\uFEFF')) from = 1;
    isFirst = false;
    // CR LF cut in two is still one end of line.
    if (endsWithReturn && text[from] === '\n') from += 1;
    endsWithReturn = text.endsWith('\r');

    const frames: Frame[] = [];
    const lineEnd = /\r\n|\r|\n/g;
    lineEnd.lastIndex = from;
    for (let found = lineEnd.exec(text); found; found = lineEnd.exec(text)) {
      chars += found.index - from;
      if (chars > options.maxChars) frame = { isTooLong: true };
      frames.push(...takeLine(text.slice(from, found.index)));
      from = lineEnd.lastIndex;
    }
    keep(text.slice(from));
    return frames;
  };

  return { push, end: () => [...(pieces.length > 0 ? takeLine('') : []), ...readLine('')] };
}

function addLine(frame: Frame, line: string): Frame {
  const field = FIELD.exec(line);
  if (!field) return { ...frame, junk: frame.junk === undefined ? line : `${frame.junk}\n${line}` };
  const value = line.slice(field[0].length);
  if (field[1] === 'data') return { ...frame, data: frame.data === undefined ? value : `${frame.data}\n${value}` };
  if (field[1] === 'event') return { ...frame, event: value };
  return field[1] === 'id' ? { ...frame, id: value } : frame;
}
