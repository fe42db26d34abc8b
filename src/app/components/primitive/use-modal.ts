import type { RefObject } from 'react';

type Modal = { ref?: RefObject<HTMLElement> };

/** What lies over a page holds the keyboard until it goes. The build takes `use-modal.weapp.ts` or `use-modal.h5.ts`. */
export declare const useModal: (onClose: () => void) => Modal;
