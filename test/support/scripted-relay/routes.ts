import type { Endpoint } from '../../../src/contract/endpoint.ts';
import { instructBatch, joinBatch, readBatch, splitProject, startBatch } from '../../../src/contract/relay/batch.ts';
import { deleteClip, uploadClip } from '../../../src/contract/relay/clip.ts';
import { readCredits } from '../../../src/contract/relay/credits.ts';
import { cancelExport, readExport, readShared, startExport } from '../../../src/contract/relay/export.ts';
import {
  createProject,
  deleteProject,
  listProjects,
  moveToVersion,
  type ProjectDetail,
  readProject,
  renameProject,
} from '../../../src/contract/relay/project.ts';
import { erasePerson, signIn, signOut } from '../../../src/contract/relay/sign-in.ts';
import { startTurn, stopTurn } from '../../../src/contract/relay/turn.ts';
import type * as z from '../../../src/contract/schema.ts';
import { createBatches } from './batches.ts';
import type { Script } from './script.ts';
import type { World } from './world.ts';

type Asked<Body> = { params: Record<string, string>; query: URLSearchParams; body: Body };

/** Answers one endpoint. `undefined` is "not found"; anything else must fit the endpoint's schema, or the test is wrong. */
export type Route = { method: string; pattern: RegExp; answer: (asked: Asked<unknown>) => unknown };

function route<Body extends z.ZodType, Reply extends z.ZodType>(
  endpoint: Endpoint<Body, Reply>,
  handle: (asked: Asked<z.output<Body>>) => z.input<Reply> | undefined,
): Route {
  const pattern = new RegExp(`^${endpoint.path.replace(/:([a-zA-Z]+)/g, '(?<$1>[^/]+)')}$`);
  return {
    method: endpoint.method,
    pattern,
    answer({ body, ...asked }) {
      const read = endpoint.body ? endpoint.body.parse(body) : undefined;
      const reply = handle({ ...asked, body: read as z.output<Body> });
      return reply === undefined ? undefined : endpoint.reply.parse(reply);
    },
  };
}

const features = { uploadPartBytes: 1_000_000, momentsSeconds: 30, canChooseResolution: true };

/** Every call of the relay's contract that the app makes. */
export function createRoutes(script: Script, world: World): Route[] {
  const { projects } = world;
  const of = (params: Record<string, string>): ProjectDetail | undefined => projects.get(params.projectId ?? '');
  const whole = <Part>(part: Part | undefined, name: string): never => (part && { [name]: part }) as never;

  return [
    route(signIn, () => ({ token: 'scripted', features })),
    route(signOut, () => ({})),
    route(erasePerson, () => ({})),
    route(readCredits, () => script.credits),
    route(listProjects, () => ({ projects: [...projects.values()].map(({ project }) => project) })),
    route(createProject, ({ body }) => ({ project: world.addProject(body.title).project })),
    route(readProject, ({ params }) => of(params)),
    route(deleteProject, ({ params }) => (projects.delete(params.projectId ?? '') ? {} : undefined)),
    route(renameProject, ({ params, body }) => {
      const detail = of(params);
      if (detail) detail.project = { ...detail.project, title: body.title };
      return whole(detail?.project, 'project');
    }),
    route(moveToVersion, ({ params, body }) => {
      const detail = of(params);
      return detail && world.moveTo(detail, body.version);
    }),
    route(uploadClip, ({ params, query }) => {
      const detail = of(params);
      return whole(detail && world.addClip(detail, { name: query.get('name') ?? '', sizeBytes: Number(query.get('size')) }), 'clip');
    }),
    route(deleteClip, () => ({})),
    route(startTurn, ({ params, body }) => {
      const detail = of(params);
      return whole(detail && world.addTurn(detail, body), 'turn');
    }),
    route(stopTurn, () => ({})),
    route(startExport, ({ params }) => {
      const detail = of(params);
      return whole(detail && world.addExport(detail), 'export');
    }),
    route(readShared, () => script.shared),
    route(readExport, ({ params }) => whole(world.readExport(params.exportId ?? ''), 'export')),
    route(cancelExport, ({ params }) => whole(world.cancelExport(params.exportId ?? ''), 'export')),
    ...batchRoutes(script, world),
  ];
}

function batchRoutes(script: Script, world: World): Route[] {
  const batches = createBatches(script, world);
  const whole = (batch: ReturnType<typeof batches.read>) => batch && { batch };
  return [
    route(startBatch, ({ body }) => whole(batches.start(body.projectIds))),
    route(instructBatch, ({ params, body }) => whole(batches.instruct(params.batchId ?? '', body.rows))),
    route(splitProject, ({ params }) => batches.split(params.projectId ?? '')),
    route(joinBatch, ({ params, body }) => batches.join(params.batchId ?? '', body.title)),
    route(readBatch, ({ params }) => whole(batches.read(params.batchId ?? ''))),
  ];
}
