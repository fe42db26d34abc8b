/** Who may import whom. Each rule carries the sentence that helps whoever breaks it. */

/** Everything in `from` may reach only `to` (and packages, and its own folder). */
const layer = ({ name, from, to = [], comment }) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: '^src/', pathNot: [from, ...to] },
});

/** Only `door` may import `what`. */
const door = ({ name, what, doors, comment }) => ({
  name,
  severity: 'error',
  comment,
  from: { path: '^src/', pathNot: doors },
  to: { path: what },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files need each other: the part both need is a noun of its own. Move it to a third file below them.',
      from: { path: '^src/' },
      to: { circular: true },
    },
    layer({
      name: 'contract-stands-alone',
      from: '^src/contract/',
      to: [],
      comment: 'The contract is what programs agree on; it knows none of them. Move the code to the program that needs it.',
    }),
    layer({
      name: 'timeline-knows-the-contract',
      from: '^src/timeline/',
      to: ['^src/contract/'],
      comment: 'The timeline is pure functions over the contract. Pass in what it needs.',
    }),
    layer({
      name: 'app-meets-others-on-the-wire',
      from: '^src/app/',
      to: ['^src/(contract|timeline)/'],
      comment: 'The app meets the relay on the wire only. Put what both need into src/contract.',
    }),
    layer({
      name: 'relay-meets-others-on-the-wire',
      from: '^src/relay/',
      to: ['^src/(contract|timeline)/'],
      comment: 'An upstream is a base URL. Call it through src/relay/upstream, also when it is our own engine.',
    }),
    layer({
      name: 'engine-meets-others-on-the-wire',
      from: '^src/engine/',
      to: ['^src/(contract|timeline)/'],
      comment: 'The engine cannot tell our relay from any other client. Put what both need into src/contract.',
    }),
    {
      name: 'src-never-imports-test',
      severity: 'error',
      comment: 'What ships may not need what proves it. Move the code to src, or pass it in.',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-node-in-portable-layers',
      severity: 'error',
      comment: 'contract, timeline and app also run inside WeChat, which has no Node. Do it in the relay or the engine.',
      from: { path: '^src/(contract|timeline|app)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'journeys-never-import-journeys',
      severity: 'error',
      comment: 'A journey is whole by itself. Let the page connect two of them, or move what both need to relay.ts or platform.',
      from: { path: '^src/app/journeys/([^/]+)/' },
      to: { path: '^src/app/journeys/', pathNot: '^src/app/journeys/$1/' },
    },
    {
      name: 'nothing-imports-pages',
      severity: 'error',
      comment: 'Pages stand on top. What another file needs from a page is a component or a journey.',
      from: { path: '^src/app/', pathNot: '^src/app/(pages|more)/' },
      to: { path: '^src/app/(pages|more)/' },
    },
    {
      name: 'components-draw-props',
      severity: 'error',
      comment: 'A component gets translated strings and plain values as props. Fetch and translate in the page.',
      from: { path: '^src/app/components/' },
      to: { path: '^src/app/(journeys|platform|strings|pages|relay|config)' },
    },
    door({
      name: 'taro-through-platform',
      what: '^node_modules/@tarojs/taro',
      doors: ['^src/app/platform/', '^src/app/app'],
      comment: 'WeChat and Taro APIs have one door: src/app/platform. Add a function there.',
    }),
    door({
      name: 'zod-through-one-door',
      what: '^node_modules/zod',
      doors: ['^src/contract/schema[.]ts$'],
      comment: 'zod must be told not to compile before its first schema: import src/contract/schema.ts instead.',
    }),
    door({
      name: 'processes-through-run',
      what: '^(node:)?child_process$',
      doors: ['^src/engine/ffmpeg/run[.]ts$', '^src/engine/ffmpeg/'],
      comment: 'Untrusted media meets processes only inside the limits of src/engine/ffmpeg/run.ts.',
    }),
    door({
      name: 'sql-in-the-store',
      what: '^node_modules/(drizzle-orm|pg|pg-boss|@electric-sql)',
      doors: ['^src/relay/store/'],
      comment: 'SQL stays in src/relay/store: give the store a verb and call that.',
    }),
    door({
      name: 'ffmpeg-in-its-folder',
      what: '^node_modules/node-av',
      doors: ['^src/engine/ffmpeg/'],
      comment: 'node-av crashes with its process: use it only in the child, src/engine/ffmpeg.',
    }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.weapp.ts', '.h5.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
};
