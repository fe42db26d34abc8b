import type { Route } from '../parts.ts';

export const readHealthRoute: Route = (app) => {
  app.get('/healthz', async () => ({ status: 'ok' }));
};
