import { useEffect, useRef, useState } from 'react';
import type { ProjectDetail } from '../../../contract/relay/project.ts';
import type { Timeline } from '../../../contract/relay/timeline.ts';
import { type Frame, frameOf } from '../../../timeline/frame.ts';
import { createPlayer, type Player } from '../../platform/player';
import { addressOf } from '../../relay.ts';
import { readMusic, readNextShot, readShot, type Shot, timelineMs } from './preview.ts';
import { useMusic } from './use-music.ts';

/** The picture is redrawn this often; `timeupdate` comes only four times a second. */
const TICK_MS = 100;
/** Further apart than this, the picture is believed and not our clock. */
const DRIFT_MS = 250;

/** Two players that take turns: one shows a shot, the other has the next one ready. */
const playerIds = ['preview-a', 'preview-b'] as const;
type PlayerId = (typeof playerIds)[number];
const otherOf = (id: PlayerId): PlayerId => (id === 'preview-a' ? 'preview-b' : 'preview-a');

export type PreviewVideoState = { id: PlayerId; source: string; startS: number; frame: Frame; isShown: boolean };

export type Preview = {
  positionMs: number;
  isPlaying: boolean;
  isLoading: boolean;
  hasFailed: boolean;
  shot?: Shot;
  videos: PreviewVideoState[];
  toggle(): void;
  seek(ms: number): void;
  onTime(id: string, seconds: number): void;
  onReady(id: string): void;
  onFail(): void;
};

/** Plays the draft from its source clips: a preview that is there at once, cut to a quarter of a second. */
export function usePreview({ timeline, clips }: ProjectDetail, startMs: number, hasSound: boolean): Preview {
  const [positionMs, setPosition] = useState(startMs);
  const [isPlaying, setPlaying] = useState(false);
  const [shownId, setShown] = useState<PlayerId>('preview-a');
  const [ready, setReady] = useState<readonly string[]>([]);
  const [hasFailed, setFailed] = useState(false);
  const players = useRef<Record<PlayerId, Player>>();
  players.current ??= { 'preview-a': createPlayer('preview-a'), 'preview-b': createPlayer('preview-b') };
  const shot = readShot(timeline, clips, positionMs);
  const next = readNextShot(timeline, clips, positionMs);
  const shotId = shot?.segment.id;
  const before = useRef(shotId);
  useMusic({ music: readMusic(timeline, clips), positionMs, isPlaying: isPlaying && hasSound });

  // The other player has this shot ready: they change places.
  if (before.current !== shotId) {
    before.current = shotId;
    setShown(otherOf);
  }

  useClock({ isPlaying, positionMs, durationMs: timeline.durationMs, move: setPosition, stop: () => setPlaying(false) });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new shot or a tap moves the players, not each tick
  useEffect(() => {
    const own = players.current?.[shownId];
    players.current?.[otherOf(shownId)].pause();
    if (!own || !shot) return;
    own.setRate(shot.segment.speed);
    own.seek(shot.clipMs / 1_000);
    if (isPlaying) own.play();
    else own.pause();
  }, [isPlaying, shotId, shownId]);

  const videos = takeTurns(timeline.canvas, shownId, [shot, next]);

  return {
    positionMs,
    isPlaying,
    isLoading: isPlaying && sourceOf(shot) !== undefined && !ready.includes(shownId),
    hasFailed,
    ...(shot ? { shot } : {}),
    videos,
    toggle() {
      if (!isPlaying && positionMs >= timeline.durationMs) setPosition(0);
      setPlaying(!isPlaying);
    },
    seek(ms) {
      setPosition(Math.max(0, Math.min(timeline.durationMs, ms)));
      const target = readShot(timeline, clips, ms);
      if (target && target.segment.id === shotId) players.current?.[shownId].seek(target.clipMs / 1_000);
    },
    onTime(id, seconds) {
      if (id !== shownId || !shot || !isPlaying) return;
      const at = timelineMs(shot, seconds * 1_000);
      if (Math.abs(at - positionMs) > DRIFT_MS && at >= shot.segment.startMs) setPosition(Math.min(timeline.durationMs, at));
    },
    onReady: (id) => setReady((ids) => (ids.includes(id) ? ids : [...ids, id])),
    onFail: () => setFailed(true),
  };
}

type Clock = { isPlaying: boolean; positionMs: number; durationMs: number; move: (next: (at: number) => number) => void; stop: () => void };

function useClock({ isPlaying, positionMs, durationMs, move, stop }: Clock): void {
  const isOver = positionMs >= durationMs;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the setters are new with every drawing and do the same
  useEffect(() => {
    if (!isPlaying) return;
    if (isOver) return stop();
    const timer = setInterval(() => move((at) => Math.min(durationMs, at + TICK_MS)), TICK_MS);
    return () => clearInterval(timer);
  }, [isPlaying, isOver, durationMs]);
}

const sourceOf = (shot: Shot | undefined): string | undefined =>
  shot?.clip?.kind === 'video' && shot.clip.playUrl !== undefined ? addressOf(shot.clip.playUrl) : undefined;

/** What each player holds. In one order always: a node that moves in the list would be made anew, and load again. */
function takeTurns(canvas: Timeline['canvas'], shownId: PlayerId, [shot, next]: (Shot | undefined)[]): PreviewVideoState[] {
  return playerIds.flatMap((id) => {
    const isShown = id === shownId;
    const held = isShown ? shot : next;
    const source = sourceOf(held);
    if (source === undefined || !held) return [];
    const frame = frameOf(held.segment, held.clip, canvas);
    return [{ id, source, startS: (held.segment.source?.inMs ?? 0) / 1_000, frame, isShown }];
  });
}
