/** With the keyboard's own "send". */
export const field = ({ label, onSend }: { label: string; onSend?: () => void }): Readonly<Record<string, unknown>> => ({
  'aria-label': label,
  ...(onSend && { onConfirm: onSend }),
});

export const typing =
  (take: (words: string) => void) =>
  ({ detail }: { detail: { value: string } }): void =>
    take(detail.value);
