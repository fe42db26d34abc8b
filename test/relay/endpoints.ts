import type { Endpoint } from '../../src/contract/endpoint.ts';
import * as batch from '../../src/contract/relay/batch.ts';
import * as clip from '../../src/contract/relay/clip.ts';
import * as credits from '../../src/contract/relay/credits.ts';
import * as exported from '../../src/contract/relay/export.ts';
import * as project from '../../src/contract/relay/project.ts';
import * as signIn from '../../src/contract/relay/sign-in.ts';
import * as turn from '../../src/contract/relay/turn.ts';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'reply' in value;

/** Every call of the relay's wire, by its name in the contract. */
export const endpoints: Record<string, Endpoint> = Object.fromEntries(
  [batch, clip, credits, exported, project, signIn, turn]
    .flatMap((contract): [string, unknown][] => Object.entries(contract))
    .filter((entry): entry is [string, Endpoint] => isEndpoint(entry[1])),
);

/** Routes that the description leaves out: streams, files and the upload protocol. */
export const unlisted = [
  ['GET', turn.TURN_EVENTS_PATH],
  ['GET', exported.EXPORT_FILE_PATH],
  ['GET', exported.EXPORT_POSTER_PATH],
  ['GET', exported.EXPORT_CAPTIONS_PATH],
  ['GET', '/v1/clips/:clipId/:file'],
  ['POST', clip.TUS_PATH],
  ['HEAD', `${clip.TUS_PATH}/:uploadId`],
  ['PATCH', `${clip.TUS_PATH}/:uploadId`],
  ['DELETE', `${clip.TUS_PATH}/:uploadId`],
] as const;
