/*
 * What iOS 14 lacks of the language's own library. Syntax is the build's matter; a test reads both builds for anything newer.
 * Filled in only where missing, so that a phone's own is left alone.
 */

type Lists = readonly unknown[];

function fill(owner: object, name: string, value: (...args: never[]) => unknown): void {
  if (!(name in owner)) Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

function at(this: Lists, index: number): unknown {
  const place = Math.trunc(index) || 0;
  return this[place < 0 ? this.length + place : place];
}

function findLastIndex(this: Lists, isWanted: (value: unknown, index: number, all: Lists) => unknown): number {
  for (let index = this.length - 1; index >= 0; index -= 1) if (isWanted(this[index], index, this)) return index;
  return -1;
}

function findLast(this: Lists, isWanted: (value: unknown, index: number, all: Lists) => unknown): unknown {
  const index = findLastIndex.call(this, isWanted);
  return index === -1 ? undefined : this[index];
}

fill(Array.prototype, 'at', at);
fill(Array.prototype, 'findLastIndex', findLastIndex);
fill(Array.prototype, 'findLast', findLast);
