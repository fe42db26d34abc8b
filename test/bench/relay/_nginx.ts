import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCpuMs } from '../../relay/child.ts';

const PROGRAM = '/usr/sbin/nginx';

export type Nginx = { url: string; cpuMs: () => Promise<number>; stop: () => Promise<void> };

/** nginx before `upstream`, passing bodies on as they come; `undefined` where it is not installed. */
export async function startNginx(upstream: string): Promise<Nginx | undefined> {
  if (!existsSync(PROGRAM)) return undefined;
  const dir = await mkdtemp(path.join(tmpdir(), 'bench-nginx-'));
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${dir};`).join(' ');
  await writeFile(
    path.join(dir, 'nginx.conf'),
    `daemon off; master_process off; error_log stderr crit; pid ${dir}/pid; events {}
http { access_log off; ${temporary} client_max_body_size 0;
  server { listen 127.0.0.1:${port};
    location / { proxy_pass ${upstream}; proxy_http_version 1.1; proxy_request_buffering off; proxy_buffering off; } } }
`,
  );
  const child = spawn(PROGRAM, ['-p', dir, '-c', path.join(dir, 'nginx.conf')], { stdio: 'inherit' });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(url);
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    await rm(dir, { recursive: true, force: true });
  };
  return { url, cpuMs: () => readCpuMs(child.pid ?? 0), stop };
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isThere = await fetch(`${url}/credits/`).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await sleep(50);
  }
  throw new Error('nginx does not answer');
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
