import { randomUUID } from 'node:crypto';
import type { Clip } from '../../src/contract/relay/clip.ts';
import type { Export } from '../../src/contract/relay/export.ts';
import type { ProjectDetail } from '../../src/contract/relay/project.ts';
import type { Turn, TurnEvent } from '../../src/contract/relay/turn.ts';

type Posted = Record<string, unknown>;

/** A phone as the relay sees it. */
export class Phone {
  /** Another one after a start of the relay elsewhere. */
  url: string;
  readonly token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  static async signIn(url: string, deviceId: string = randomUUID()): Promise<Phone> {
    const response = await fetch(`${url}/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ method: 'device', deviceId }),
    });
    const { token } = (await response.json()) as { token: string };
    return new Phone(url, token);
  }

  async send(
    method: string,
    path: string,
    { body, key = randomUUID() }: { body?: unknown; key?: string } = {},
  ): Promise<{ status: number; body: Posted }> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(method === 'POST' && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Posted };
  }

  async post(path: string, body: unknown, key?: string): Promise<Posted> {
    const answer = await this.send('POST', path, { body, key });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async get(path: string): Promise<Posted> {
    const answer = await this.send('GET', path);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async createProject(title = '周末'): Promise<string> {
    const { project } = await this.post('/v1/projects', { title, language: 'zh-CN' });
    return (project as { id: string }).id;
  }

  async read(projectId: string): Promise<ProjectDetail> {
    return (await this.get(`/v1/projects/${projectId}`)) as ProjectDetail;
  }

  async sendClip(projectId: string, file: { name: string; bytes: Uint8Array; key?: string }): Promise<{ status: number; body: Posted }> {
    const form = new FormData();
    form.append('files', new Blob([new Uint8Array(file.bytes)]), 'tmp_1234.mp4');
    const response = await fetch(
      `${this.url}/v1/projects/${projectId}/clips?name=${encodeURIComponent(file.name)}&size=${file.bytes.length}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${this.token}`, 'idempotency-key': file.key ?? randomUUID() },
        body: form,
      },
    );
    return { status: response.status, body: (await response.json()) as Posted };
  }

  async upload(projectId: string, file: { name: string; bytes: Uint8Array; key?: string }): Promise<Clip> {
    const answer = await this.sendClip(projectId, file);
    if (answer.status !== 200) throw new Error(`upload answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body.clip as Clip;
  }

  async say(projectId: string, text: string, key?: string): Promise<Turn> {
    return (await this.post(`/v1/projects/${projectId}/turns`, { text }, key)).turn as Turn;
  }

  /** The events of a turn to its end. */
  async follow(turnId: string, after = 0): Promise<TurnEvent[]> {
    const response = await fetch(`${this.url}/v1/turns/${turnId}/events?after=${after}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    const lines = (await response.text()).split('\n').filter((line) => line.startsWith('data: '));
    return lines.map((line) => JSON.parse(line.slice(6)) as TurnEvent);
  }

  async exportTo(projectId: string, state: Export['state']): Promise<Export> {
    let { export: found } = (await this.post(`/v1/projects/${projectId}/exports`, {})) as { export: Export };
    while (['queued', 'rendering', 'fitting'].includes(found.state) && found.state !== state) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      found = (await this.get(`/v1/exports/${found.id}`)).export as Export;
    }
    return found;
  }
}
