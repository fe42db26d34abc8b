/** How a role is written on this platform. The build takes `role.weapp.ts` or `role.h5.ts`; this file only gives the type. */
export declare const roleAttributes: (role: string) => Readonly<Record<string, string>>;
