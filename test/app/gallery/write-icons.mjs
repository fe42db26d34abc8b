import { writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

/** Writes src/app/theme/icons.css from icons.ts. Run it after an icon has changed: `node test/app/gallery/write-icons.mjs`. */
const entry = new URL('../../../src/app/theme/icons.ts', import.meta.url);
const bundle = await build({ entryPoints: [entry.pathname], bundle: true, format: 'esm', write: false });
const { writeIconSheet } = await import(`data:text/javascript,${encodeURIComponent(bundle.outputFiles[0].text)}`);
await writeFile(new URL('icons.css', entry), writeIconSheet());
