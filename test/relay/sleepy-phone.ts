import { once } from 'node:events';
import { connect } from 'node:net';
import type { Phone } from './phone.ts';

/** Where a phone falls asleep in a POST: with half of it sent, with all of it sent, or with the answer on its way. */
export const SLEEPS = ['half sent', 'sent', 'answered'] as const;
export type Sleep = (typeof SLEEPS)[number];

type Post = { path: string; body: unknown; key: string };

/** A POST whose line is gone at that point: its phone never hears the answer. */
export async function postAsleep(phone: Phone, { path, body, key }: Post, sleep: Sleep): Promise<void> {
  const { hostname, port, host } = new URL(phone.url);
  const text = Buffer.from(JSON.stringify(body));
  const headers = {
    host,
    authorization: `Bearer ${phone.token}`,
    'content-type': 'application/json',
    'content-length': String(text.length),
    'idempotency-key': key,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const whole = Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), text]);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  const bytes = sleep === 'half sent' ? whole.subarray(0, whole.length - Math.ceil(text.length / 2)) : whole;
  await new Promise((resolve) => socket.write(bytes, resolve));
  if (sleep === 'answered') await once(socket, 'data');
  socket.resetAndDestroy();
}
