import { useEffect, useRef, useState } from 'react';
import type { Project } from '../../../contract/relay/project.ts';
import { exportStore } from '../../journeys/export/run-export.ts';
import { runLoadHome } from '../../journeys/home/run-home.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { say } from '../../platform/dialog';
import { usePageHide, usePageShow } from '../../platform/navigation.ts';

const READ_AGAIN_MS = 4_000;

/** Keeps rows that are at work fresh while the page is in front, and tells of a film that got ready meanwhile. */
export function useLiveRows(projects: Project[]): void {
  const t = useWords();
  const [isInFront, setInFront] = useState(true);
  usePageShow(() => setInFront(true));
  usePageHide(() => setInFront(false));
  const isAtWork = projects.some(({ status }) => status === 'editing' || status === 'exporting');
  useEffect(() => {
    if (!isInFront || !isAtWork) return;
    const timer = setInterval(() => void runLoadHome(), READ_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isInFront, isAtWork]);

  const exporting = useRef<string[]>([]);
  useEffect(() => {
    // Who watched it on its own page knows already.
    const ready = projects.find(({ id, status }) => status === 'exported' && exporting.current.includes(id) && !isSeen(id));
    exporting.current = projects.filter(({ status }) => status === 'exporting').map(({ id }) => id);
    if (ready && isInFront) say(t('render.background', { name: ready.title }));
  }, [projects, isInFront, t]);
}

const isSeen = (projectId: string): boolean => exportStore(projectId).read().step === 'done';
