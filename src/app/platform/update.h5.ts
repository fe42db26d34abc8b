export const listenForUpdate = (): void => undefined;
