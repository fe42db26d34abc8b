import path from 'node:path';

/** An embedded database with its tables, to start from: creating one takes longer than most tests. Built with the server, before any test. */
export const SEED_PATH = path.join(import.meta.dirname, '../../dist/server/seed.tar.gz');
