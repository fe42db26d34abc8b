import type { Phone } from './phone.ts';

type File = { projectId: string; name: string; bytes: Buffer; fingerprint?: string };

const encode = (text: string) => Buffer.from(text).toString('base64');

/** tus as a mini program speaks it: POST with the method in a header. */
export class UploadInParts {
  phone: Phone;
  path = '';
  private readonly file: File;

  constructor(phone: Phone, file: File) {
    this.phone = phone;
    this.file = file;
  }

  get id(): string {
    return this.path.split('/').at(-1) ?? '';
  }

  async tryCreate(length: number): Promise<{ status: number; body: unknown; location: string }> {
    const { projectId, name, fingerprint } = this.file;
    const metadata = [
      `projectId ${encode(projectId)}`,
      `filename ${encode(name)}`,
      ...(fingerprint ? [`fingerprint ${encode(fingerprint)}`] : []),
    ];
    const response = await fetch(`${this.phone.url}/v1/uploads`, {
      method: 'POST',
      headers: this.headers({ 'upload-length': String(length), 'upload-metadata': metadata.join(',') }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text), location: response.headers.get('location') ?? '' };
  }

  async create(): Promise<void> {
    const { status, location, body } = await this.tryCreate(this.file.bytes.length);
    if (status !== 201) throw new Error(`the upload was refused with ${status} ${JSON.stringify(body)}`);
    this.path = new URL(location, this.phone.url).pathname;
  }

  async head(): Promise<number> {
    return (await this.ask('HEAD')).status;
  }

  async offset(): Promise<number> {
    return Number((await this.ask('HEAD')).headers.get('upload-offset'));
  }

  async sendPart(bytes: number): Promise<number> {
    const offset = await this.offset();
    const response = await this.ask('PATCH', {
      headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      body: new Uint8Array(this.file.bytes.subarray(offset, offset + bytes)),
    });
    return response.status;
  }

  private ask(
    method: string,
    { headers = {}, body }: { headers?: Record<string, string>; body?: Uint8Array<ArrayBuffer> } = {},
  ): Promise<Response> {
    return fetch(this.phone.url + this.path, {
      method: 'POST',
      headers: this.headers({ 'x-http-method-override': method, ...headers }),
      ...(body && { body }),
    });
  }

  private headers(more: Record<string, string>): Record<string, string> {
    return { authorization: `Bearer ${this.phone.token}`, 'tus-resumable': '1.0.0', ...more };
  }
}
