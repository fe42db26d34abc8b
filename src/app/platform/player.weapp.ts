import type { Player } from './player.ts';

/** The node reaches the screen with the next update, after the code that asks for it. */
export function startVideo(id: string): void {
  wx.nextTick(() => wx.createVideoContext(id).play());
}

export function createPlayer(id: string): Player {
  const video = wx.createVideoContext(id);
  return {
    play: () => video.play(),
    pause: () => video.pause(),
    seek: (seconds) => video.seek(seconds),
    setRate: (rate) => video.playbackRate(rate),
  };
}
