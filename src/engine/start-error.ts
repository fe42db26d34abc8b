/** Something the person who starts the engine can put right; the message is the one line to show, and needs no stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
