/** Handle on a `Video` node of the page, by its id. Every call on a node that is not there yet does nothing. */
export type Player = { play(): void; pause(): void; seek(seconds: number): void; setRate(rate: number): void };

export declare const createPlayer: (id: string) => Player;
