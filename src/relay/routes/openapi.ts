import swagger from '@fastify/swagger';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import type { App } from './serve.ts';

/** Describes every operation that is registered after it, at `/openapi.json`. */
export async function serveOpenApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Saycut relay',
        version,
        description:
          'What the app speaks to the relay. Deleting a project or a person deletes its files at once; a finished export is kept for 30 days.',
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    },
    transform: createJsonSchemaTransform({ skipList: ['/*', '/'] }),
  });
  app.get('/openapi.json', { schema: { hide: true } as object }, async () => app.swagger());
}
