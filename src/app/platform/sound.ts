import Taro from '@tarojs/taro';

/** One sound laid under the picture. */
export type Sound = { playFrom(seconds: number): void; pause(): void; setVolume(share: number): void; readSeconds(): number; end(): void };

export function createSound(source: string): Sound {
  const context = Taro.createInnerAudioContext();
  context.src = source;
  return {
    playFrom(seconds) {
      context.seek(seconds);
      context.play();
    },
    pause: () => context.pause(),
    setVolume(share) {
      context.volume = Math.min(1, Math.max(0, share));
    },
    readSeconds: () => context.currentTime,
    end: () => context.destroy(),
  };
}
