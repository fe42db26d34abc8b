import { useEffect, useRef, useState } from 'react';
import type { ProjectDetail } from '../../../contract/relay/project.ts';
import type { Route } from '../../../contract/relay/turn.ts';
import type { ChatState } from '../../journeys/chat/chat.ts';
import { hold, openChat, showTurns } from '../../journeys/chat/run-chat.ts';
import { useChat } from '../../journeys/chat/use-chat.ts';
import type { ProjectState } from '../../journeys/project/project.ts';
import { projectStore, runReadProject, showCached, tellProject } from '../../journeys/project/run-project.ts';
import { forgetArrived, restoreUploads, resumeUploadsOnReturn, uploadStore } from '../../journeys/upload/run-upload.ts';
import { holdsMessages, isUploading, type UploadState } from '../../journeys/upload/upload.ts';
import { runMove } from '../../journeys/versions/run-versions.ts';
import { listenForReturn } from '../../platform/page';
import type { Failure } from '../../relay.ts';
import { useStore } from '../../store.ts';

export type Editor = {
  project: ProjectState;
  detail?: ProjectDetail;
  upload: UploadState;
  chat: ChatState;
  /** Segments the last turn touched. */
  touched: string[];
  isMoving: boolean;
  /** The first files are on their way: there is nothing to see on the timeline before they are all there. */
  isArriving: boolean;
  /** Undo, redo, restore. `undefined` when it went well. */
  move(version: number): Promise<Failure | undefined>;
  reload(): void;
};

/** WeChat leaves an app alone for this long before it stops it. */
const SHORT_ABSENCE_MS = 5_000;

/** Joins the journeys that meet on the editor's page; they do not know each other. */
export function useEditor(projectId: string, onRoute: (route: Route) => void): Editor {
  const [touched, setTouched] = useState<string[]>([]);
  const [isMoving, setMoving] = useState(false);
  const project = useStore(projectStore(projectId));
  const upload = useStore(uploadStore(projectId));
  const chat = useChat(projectId, {
    onChanged(change) {
      setTouched(change.touched);
      tellProject(projectId, { type: 'changed', timeline: change.timeline, version: change.version });
    },
    onDone: () => void runReadProject(projectId),
    onRoute,
  });
  const isHeld = holdsMessages(upload);
  useEffect(() => hold(projectId, isHeld), [projectId, isHeld]);
  const isArriving = useArriving(isUploading(upload) && chat.turns.length === 0, project);
  useOpening(projectId);
  const clips = project.step === 'ready' ? project.detail.clips : undefined;
  useEffect(() => {
    if (clips) forgetArrived(projectId, clips);
  }, [projectId, clips]);
  const arrived = upload.rows.filter(({ state }) => state.step === 'done').length;
  useEffect(() => {
    if (arrived > 0) void runReadProject(projectId);
  }, [projectId, arrived]);
  return {
    project,
    ...(project.step === 'ready' ? { detail: project.detail } : {}),
    upload,
    chat,
    touched,
    isMoving,
    isArriving,
    async move(version) {
      setMoving(true);
      const moved = await runMove(projectId, version);
      setMoving(false);
      if (moved.step === 'refused') return moved.failure;
      setTouched([]);
      tellProject(projectId, { type: 'loaded', detail: moved.detail });
      return undefined;
    },
    reload: () => void openProject(projectId),
  };
}

/** Once the clips have been seen they stay: a file added later does not take the timeline away again. */
function useArriving(isFirst: boolean, project: ProjectState): boolean {
  const wasSeen = useRef(false);
  const isArriving = isFirst && !wasSeen.current;
  useEffect(() => {
    if (!isArriving && project.step === 'ready' && project.detail.clips.length > 0) wasSeen.current = true;
  }, [isArriving, project]);
  return isArriving;
}

/** Reads everything when the page opens and when the person comes back, also after the app was killed. */
function useOpening(projectId: string): void {
  useEffect(() => {
    void openProject(projectId);
    const stopUploads = resumeUploadsOnReturn(projectId);
    const stopReturn = listenForReturn((awayMs) => {
      if (awayMs > SHORT_ABSENCE_MS) void openProject(projectId);
    });
    return () => {
      stopUploads();
      stopReturn();
    };
  }, [projectId]);
}

async function openProject(projectId: string): Promise<void> {
  const cached = showCached(projectId);
  if (cached) showTurns(projectId, cached.turns);
  const [detail] = await Promise.all([runReadProject(projectId), restoreUploads(projectId)]);
  if (detail) forgetArrived(projectId, detail.clips);
  // Before the chat opens: a message kept through a kill must not run ahead of the file it speaks of.
  hold(projectId, holdsMessages(uploadStore(projectId).read()));
  if (detail) openChat(projectId, detail.turns);
}
