export const listenForHistoryKeys = (): (() => void) => () => undefined;
