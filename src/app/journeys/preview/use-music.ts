import { useEffect, useRef } from 'react';
import { createSound, type Sound } from '../../platform/sound.ts';
import { addressOf } from '../../relay.ts';
import type { Music } from './preview.ts';

/** Further apart than this, the sound is put right; less is not heard. */
const DRIFT_S = 0.2;

/** Keeps the sound under the picture, at the volume of the draft. */
export function useMusic({ music, positionMs, isPlaying }: { music: Music[]; positionMs: number; isPlaying: boolean }): void {
  const sounds = useRef(new Map<string, Sound>());
  useEffect(() => {
    const kept = sounds.current;
    return () => {
      for (const sound of kept.values()) sound.end();
      kept.clear();
    };
  }, []);
  useEffect(() => {
    for (const { segment, clip } of music) {
      const offsetMs = positionMs - segment.startMs;
      const isHeard = isPlaying && offsetMs >= 0 && offsetMs < segment.durationMs;
      const known = sounds.current.get(segment.id);
      if (!isHeard) {
        known?.pause();
        sounds.current.delete(segment.id);
        known?.end();
        continue;
      }
      const atS = ((segment.source?.inMs ?? 0) + offsetMs * segment.speed) / 1_000;
      const sound = known ?? createSound(addressOf(clip.playUrl ?? ''));
      sounds.current.set(segment.id, sound);
      sound.setVolume(segment.volume / 100);
      if (!known || Math.abs(sound.readSeconds() - atS) > DRIFT_S) sound.playFrom(atS);
    }
  }, [music, positionMs, isPlaying]);
}
