export const readLoginCode = async (): Promise<undefined> => undefined;
