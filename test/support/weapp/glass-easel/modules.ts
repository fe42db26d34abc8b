import type { Bundle } from './compile.ts';

type Module = { exports: Record<string, unknown> };

/** Loads the app's files as WeChat does, with every name of the browser hidden: what is left is ECMAScript and what is given. */
export function createModules(
  { scripts, globals }: Pick<Bundle, 'scripts' | 'globals'>,
  given: Record<string, unknown>,
): (file: string) => unknown {
  const bare = Object.fromEntries(globals.map((name) => [name, Reflect.get(globalThis, name)]));
  const hidden = namesOf(globalThis).filter((name) => !globals.includes(name) && !(name in given));
  const all: Record<string, unknown> = { ...given, globalThis: bare };
  const loaded = new Map<string, Module>();

  function load(file: string): unknown {
    const known = loaded.get(file);
    if (known) return known.exports;
    const code = scripts[file];
    if (code === undefined) throw new Error(`module '${file}' is not defined`);
    const module: Module = { exports: {} };
    loaded.set(file, module);
    const run = new Function('require', 'module', 'exports', ...Object.keys(all), ...hidden, `${code}\n//# sourceURL=weapp:///${file}`);
    run(
      (id: string) => load(withExtension(new URL(id, `http://app/${file}`).pathname.slice(1))),
      module,
      module.exports,
      ...Object.values(all),
    );
    return module.exports;
  }
  return load;
}

const withExtension = (file: string): string => (file.endsWith('.js') ? file : `${file}.js`);

/** Names of an object and of all it inherits, as far as they can be parameters. */
function namesOf(owner: object): string[] {
  const names = new Set<string>();
  for (let each: object | null = owner; each !== null; each = Object.getPrototypeOf(each) as object | null) {
    for (const name of Object.getOwnPropertyNames(each)) if (/^[A-Za-z_$][\w$]*$/.test(name)) names.add(name);
  }
  return [...names];
}
