import { createRelay } from '../../src/relay/server.ts';
import type { RelaySettings } from '../../src/relay/settings.ts';

const relay = await createRelay(JSON.parse(process.argv[2] ?? '') as RelaySettings);
const { url } = await relay.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${url}\n`);
process.on('SIGTERM', async () => {
  await relay.close();
  process.exit(0);
});
