/** A phone has no keyboard that walks through a page. */
export const useModal = (): Record<string, never> => ({});
