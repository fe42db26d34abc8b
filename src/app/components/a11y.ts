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
  | 'heading'
  | 'group'
  | 'list'
  | 'listitem';

interface AccessibleState {
  disabled?: boolean;
  checked?: boolean;
  selected?: boolean;
  /** 0–100. */
  percent?: number;
  /** What is read instead of the number. */
  valueText?: string;
}

type Attributes = Readonly<Record<string, string | number | boolean>>;

/**
 * What a screen reader needs, for both builds: H5 reads `role`, WeChat reads `aria-role`, which Taro takes as `ariaRole` and which would be an
 * invalid attribute in a browser if written with a hyphen. Keys without a value are left out: Taro's H5 elements would write "undefined".
 */
export function a11y(role: Role, label?: string, state: AccessibleState = {}): Attributes {
  const value: Attributes =
    state.percent === undefined ? {} : { 'aria-valuenow': Math.round(state.percent), 'aria-valuemin': 0, 'aria-valuemax': 100 };
  const named = { 'aria-label': label, 'aria-valuetext': state.valueText };
  const flags = { 'aria-disabled': state.disabled, 'aria-checked': state.checked, 'aria-selected': state.selected };
  const present = Object.entries({ ...named, ...flags }).flatMap(([name, said]) => (said === undefined ? [] : [[name, String(said)]]));
  return { role, ariaRole: role, ...value, ...Object.fromEntries(present) };
}

/** Drawn, not said: the words beside it say the same. */
export const silent: Attributes = { 'aria-hidden': 'true' };

/** Said when it changes, without moving the reader. */
export const announced: Attributes = { role: 'status', ariaRole: 'status', 'aria-live': 'polite' };

/** The name a browser test finds a node by. */
export function testIdentity(testId: string | undefined): Attributes {
  return testId === undefined ? {} : { 'data-testid': testId };
}
