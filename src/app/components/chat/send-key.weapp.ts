/** The keyboard's own "send". */
export const sendKey = (onSend: () => void): Readonly<Record<string, unknown>> => ({ onConfirm: onSend });
