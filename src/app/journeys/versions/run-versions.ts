import { moveToVersion, type ProjectDetail } from '../../../contract/relay/project.ts';
import { call, failureOf } from '../../relay.ts';
import type { Moved } from './versions.ts';

/** Undo, redo and "restore version n": the relay moves, and tells where everything stands then. */
export async function runMove(projectId: string, version: number): Promise<Moved> {
  try {
    const detail: ProjectDetail = await call(moveToVersion, { params: { projectId }, body: { version } });
    return { step: 'moved', detail };
  } catch (cause) {
    return { step: 'refused', failure: failureOf(cause) };
  }
}
