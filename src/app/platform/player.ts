/** Handle on a `Video` node of the page, by its id. Every call on a node that is not there yet does nothing. */
export type Player = { play(): void; pause(): void; seek(seconds: number): void; setRate(rate: number): void };

/** Plays a `Video` node that is just being added to the page; the person's tap asked for it. */
export declare const startVideo: (id: string) => void;

export declare const createPlayer: (id: string) => Player;
