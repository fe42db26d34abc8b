/** Taro turns it into `aria-role`, the attribute WeChat reads. */
export const roleAttributes = (role: string): Readonly<Record<string, string>> => ({ ariaRole: role });
