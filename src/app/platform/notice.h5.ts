export const hasNotices = false;

export const askForNotice = async (): Promise<boolean> => false;
