import type { Player } from './player.ts';

export const startVideo = (id: string): void => createPlayer(id).play();

export function createPlayer(id: string): Player {
  // Looked up each time: the node comes and goes with the page.
  const video = (): HTMLVideoElement | null => document.querySelector(`#${id} video, video#${id}`);
  return {
    play() {
      // A browser refuses without a tap; the person taps again.
      video()
        ?.play()
        .catch(() => undefined);
    },
    pause: () => video()?.pause(),
    seek(seconds) {
      const node = video();
      if (node) node.currentTime = seconds;
    },
    setRate(rate) {
      const node = video();
      if (node) node.playbackRate = rate;
    },
  };
}
