/** Browsers read `role`; `ariaRole` would become an attribute they do not know. */
export const roleAttributes = (role: string): Readonly<Record<string, string>> => ({ role });
