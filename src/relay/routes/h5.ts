import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** A hash of the content in the name: the file under that name never changes. */
const HASHED = /[.-][0-9a-f]{6,}\.(?:js|css|woff2?|png|jpe?g|svg|webp|mp4)$/i;

/** The built app at `/`, where it was built. */
export async function serveH5(app: FastifyInstance, h5Dir: string | undefined): Promise<void> {
  if (h5Dir === undefined || !existsSync(join(h5Dir, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: h5Dir,
    cacheControl: false,
    // The build leaves a gzip beside each text file.
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.header('cache-control', HASHED.test(path.replace(/\.gz$/, '')) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
