/** Joins the classes that apply. A string always: Taro's H5 elements would write `undefined` into the page. */
export function classNames(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
