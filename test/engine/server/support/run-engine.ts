import { createEngine } from '../../../../src/engine/server.ts';
import type { EngineSettings } from '../../../../src/engine/settings.ts';

/** An engine as a process of its own, to be killed: settings in, its address out. */
const engine = createEngine(JSON.parse(process.argv[2] ?? '{}') as EngineSettings);
const { url } = await engine.listen({});
process.stdout.write(`${url}\n`);
