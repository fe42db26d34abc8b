import { roleAttributes } from './role';

type Role =
  | 'button'
  | 'link'
  | 'switch'
  | 'radio'
  | 'radiogroup'
  | 'progressbar'
  | 'meter'
  | 'img'
  | 'status'
  | 'alert'
  | 'dialog'
  | 'group'
  | 'list'
  | 'listitem';

interface AccessibleState {
  disabled?: boolean;
  checked?: boolean;
  /** 0–100. */
  percent?: number;
  /** What is read instead of the number. */
  valueText?: string;
}

type Attributes = Readonly<Record<string, string | number | boolean>>;

/** What a screen reader needs, on either platform. Numbers as text: a bare 0 is nothing to WeChat's templates. Keys without a value are left out: Taro's H5 elements would write "undefined". */
export function a11y(role: Role, label?: string, state: AccessibleState = {}): Attributes {
  const value: Attributes =
    state.percent === undefined ? {} : { 'aria-valuenow': `${Math.round(state.percent)}`, 'aria-valuemin': '0', 'aria-valuemax': '100' };
  const named = { 'aria-label': label, 'aria-valuetext': state.valueText };
  const flags = { 'aria-disabled': state.disabled, 'aria-checked': state.checked };
  const present = Object.entries({ ...named, ...flags }).flatMap(([name, said]) => (said === undefined ? [] : [[name, String(said)]]));
  return { ...roleAttributes(role), ...value, ...Object.fromEntries(present) };
}

/** A heading: 1 is the page, 2 a part of it. */
export const heading = (level: 1 | 2 = 2): Attributes => ({ ...roleAttributes('heading'), 'aria-level': level });

/** Drawn, not said: the words beside it say the same. */
export const silent: Attributes = { 'aria-hidden': 'true' };

/** Said when it changes, without moving the reader. */
export const announced: Attributes = { ...roleAttributes('status'), 'aria-live': 'polite' };

/** Lets a keyboard scroll it. In small letters: Taro's H5 elements would write `tab-index`, which is nothing. */
export const focusable: Attributes = { tabindex: 0 };

/** The name a browser test finds a node by. */
export function testIdentity(testId: string | undefined): Attributes {
  return testId === undefined ? {} : { 'data-testid': testId };
}
