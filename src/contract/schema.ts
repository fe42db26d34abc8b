/**
 * The only door to zod. WeChat replaces `Function` with one that neither throws nor compiles, so zod's own probe for
 * compiled parsers passes there and every parse then fails: they are switched off before the first schema is made.
 * `export *` keeps tree shaking; re-exporting the `z` namespace costs the app 390 KB.
 */
import { config } from 'zod';

config({ jitless: true });

export * from 'zod';
