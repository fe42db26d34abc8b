import { rm } from 'node:fs/promises';
import net from 'node:net';
import { join, relative } from 'node:path';
import { StartError } from '../start-error.ts';

/** Longest path of a unix socket on every system we run on. Source: `sun_path`, 104 bytes on macOS, 108 on Linux. */
const SOCKET_PATH_BYTES = 100;

/**
 * Holds a data folder for this process: the embedded database has no lock of its own, and two processes in one folder corrupt it
 * silently. A bound socket is freed by the kernel however the process ends. Throws with the owner's process id.
 */
export async function lockFolder(dataDir: string): Promise<{ release: () => Promise<void> }> {
  const path = socketPath(dataDir);
  const token = `${process.pid} ${Math.random().toString(36).slice(2)}`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const server = await bind(path, token);
    if (server !== undefined) {
      if (attempt === 0 || (await greeting(path)) === token) return { release: () => unbind(server, path) };
      server.close();
      continue;
    }
    const owner = await greeting(path);
    if (owner !== undefined)
      throw new StartError(`${dataDir} is in use by process ${owner.split(' ')[0]}; stop it, or set DATA_DIR to another folder`);
    await rm(path, { force: true });
  }
  throw new StartError(`${dataDir} cannot be locked; another process keeps taking it`);
}

function socketPath(dataDir: string): string {
  const absolute = join(dataDir, 'lock.sock');
  const near = relative(process.cwd(), absolute);
  const shortest = near.length < absolute.length ? near : absolute;
  if (Buffer.byteLength(shortest) > SOCKET_PATH_BYTES) throw new StartError(`${dataDir} is too long a path; set DATA_DIR to a shorter one`);
  return shortest;
}

/** `undefined` when somebody has the path already. */
function bind(path: string, token: string): Promise<net.Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.on('error', () => {}).end(token));
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** What the owner of the socket says of itself; `undefined` when nobody answers, which means that its process is gone. */
function greeting(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const socket = net.connect(path);
    socket.setTimeout(2_000, () => socket.destroy(new Error('silent')));
    socket.on('data', (bytes) => {
      text += bytes.toString('utf8');
    });
    socket.on('end', () => resolve(text));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.message === 'silent' ? 'unknown' : undefined));
  });
}

async function unbind(server: net.Server, path: string): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
  await rm(path, { force: true });
}
