import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { heading } from '../a11y.ts';
import { Button } from '../primitive/Button.tsx';
import { Card } from '../primitive/Card.tsx';
import { Sheet } from '../primitive/Sheet.tsx';
import { SwitchPicture } from '../primitive/Switch.tsx';
import styles from './AlbumSheet.module.css';
import { type SheetAction, SheetSign } from './PrivacySheet.tsx';

export interface AlbumSheetProps {
  title: string;
  detail: string;
  /** The row of WeChat's own settings page to look for, where that is the way forward. */
  setting?: { row: string; hint: string };
  open: SheetAction;
  /** Another way out: send it to a chat. */
  instead?: SheetAction;
  later: SheetAction;
  closeLabel: string;
}

/** The film did not get into the album. Where WeChat will not ask again, it shows which switch to turn on. */
export function AlbumSheet({ title, detail, setting, open, instead, later, closeLabel }: AlbumSheetProps): ReactNode {
  return (
    <Sheet label={title} closeLabel={closeLabel} testId="album.sheet" onClose={() => later.onPress?.()}>
      <SheetSign icon="picture" tone="warn" />
      <View className={styles.title} {...heading()}>
        {title}
      </View>
      <View className={styles.detail}>{detail}</View>
      {setting ? (
        <Card className={styles.card}>
          <View className={styles.row}>
            <Text className={styles.name}>{setting.row}</Text>
            <SwitchPicture />
          </View>
          <View className={styles.hint}>{setting.hint}</View>
        </Card>
      ) : null}
      <Button {...open} isWide testId="album.open" />
      {instead ? (
        <Button {...instead} kind="secondary" icon="chat" iconSize={19} isWide className={styles.instead} testId="album.instead" />
      ) : null}
      <Button {...later} kind="plain" isWide className={styles.later} testId="album.later" />
    </Sheet>
  );
}
