import { describeUpstream } from '../../upstream.suite.ts';
import { startEngine } from './support/engine.ts';

describeUpstream('the embedded engine', async () => {
  const { url, remove } = await startEngine();
  return { url, close: remove };
});
