import type * as z from './schema.ts';

/** One call of a wire as data: the server registers it, the client sends it, the tests walk it. */
export type Endpoint<Body extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> = {
  method: 'GET' | 'POST' | 'DELETE';
  /** Path with `:name` parameters. */
  path: string;
  body?: Body;
  reply: Reply;
};

/** Keeps the exact types of a call. */
export const endpoint = <Body extends z.ZodType, Reply extends z.ZodType>(call: Endpoint<Body, Reply>): Endpoint<Body, Reply> => call;

/** Fills the `:name` parameters of a path. A parameter that is missing is a bug of the caller. */
export function fillPath(path: string, params: Record<string, string> = {}): string {
  return path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new TypeError(`path ${path} needs the parameter ${name}`);
    return encodeURIComponent(value);
  });
}
