import { type ReactNode, useEffect, useState } from 'react';
import { Frame, type FrameProps } from '../components/primitive/Frame.tsx';
import { NavBar, type NavBarProps } from '../components/primitive/NavBar.tsx';
import { useLook, useWords } from '../journeys/settings/use-settings.ts';
import { closePage } from '../platform/navigation.ts';
import { listenForResize, readHeight, readInsets, readWidth } from '../platform/page';
import { RateLimitBanner } from './rate-limit.tsx';

export type ScreenProps = Omit<FrameProps, 'look' | 'nav'> & {
  bar: Omit<NavBarProps, 'insets' | 'back'>;
  isRoot?: boolean;
  /** Lies over the page it came from: a cross in place of the arrow. */
  isOver?: boolean;
};

/** One page in the person's look, with the bar that leads back. */
export function Screen({ bar, isRoot = false, isOver = false, head, ...frame }: ScreenProps): ReactNode {
  const look = useLook();
  const t = useWords();
  const way = isOver ? ({ label: t('common.close'), icon: 'close' } as const) : { label: t('common.back') };
  const back = isRoot ? {} : { back: { ...way, onPress: closePage } };
  return (
    <Frame
      {...frame}
      look={{ theme: look.theme, scale: look.fontScale, isStill: look.reducesMotion, ...useSize() }}
      head={
        <>
          <RateLimitBanner />
          {head}
        </>
      }
      nav={<NavBar {...bar} {...back} insets={readInsets()} />}
    />
  );
}

const readSize = () => ({ widthPx: readWidth(), heightPx: readHeight() });

function useSize(): ReturnType<typeof readSize> {
  const [size, setSize] = useState(readSize);
  useEffect(() => listenForResize(() => setSize(readSize())), []);
  return size;
}
