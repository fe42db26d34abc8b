import { ApiError } from '../../contract/error.ts';
import type { Client } from '../store/clients.ts';
import type { Render, RenderStore } from '../store/renders.ts';

/** The caller's render. Someone else's looks like one that is not there. */
export function findRender(renders: RenderStore, caller: Client, id: string): Render {
  const render = renders.find(id);
  if (render?.userId !== caller.userId) throw new ApiError('not_found', `there is no render ${id}`);
  return render;
}
