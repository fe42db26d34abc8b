import type { Player } from './player.ts';

export function createPlayer(id: string): Player {
  const video = wx.createVideoContext(id);
  return {
    play: () => video.play(),
    pause: () => video.pause(),
    seek: (seconds) => video.seek(seconds),
    setRate: (rate) => video.playbackRate(rate),
  };
}
