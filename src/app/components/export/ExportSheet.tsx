import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Button } from '../primitive/Button.tsx';
import { Card } from '../primitive/Card.tsx';
import { Icon } from '../primitive/Icon.tsx';
import { Segmented, type SegmentedOption } from '../primitive/Segmented.tsx';
import { Sheet } from '../primitive/Sheet.tsx';
import { SizeMeter } from '../primitive/SizeMeter.tsx';
import { Tag } from '../primitive/Tag.tsx';
import styles from './ExportSheet.module.css';

export interface Choice<Value extends string | number> {
  title: string;
  value: Value;
  options: readonly SegmentedOption<Value>[];
  onChange: (value: Value) => void;
}

export interface ExportSheetProps {
  title: string;
  closeLabel: string;
  /** Size expected, megabytes. */
  size: {
    title: string;
    low: number;
    high: number;
    limit: number;
    limitText: string;
    verdict: string;
    tone: 'ok' | 'near' | 'over';
    label: string;
  };
  /** One tap that makes it small enough. */
  fix?: { text: string; onPress: () => void };
  /** Left out where the upstream cannot honour a choice. */
  resolution?: Choice<'720' | '1080'>;
  fps?: Choice<24 | 30 | 60>;
  hint: string;
  start: { text: string; isDisabled?: boolean; onPress: () => void };
  onClose: () => void;
}

/** Before an export: one number decides, the size against what WeChat plays as it is. */
export function ExportSheet({ title, closeLabel, size, fix, resolution, fps, hint, start, onClose }: ExportSheetProps): ReactNode {
  return (
    <Sheet label={title} title={title} closeLabel={closeLabel} testId="export.sheet" onClose={onClose}>
      <Card className={styles.card}>
        <View className={styles.line}>
          <Text className={styles.name}>{size.title}</Text>
          <Tag
            text={size.verdict}
            tone={size.tone === 'ok' ? 'ok' : size.tone === 'near' ? 'warn' : 'bad'}
            icon={size.tone === 'ok' ? 'check' : 'alert'}
          />
        </View>
        <View className={styles.number}>
          <Text className={styles.range}>
            {size.low}–{size.high}
          </Text>
          <Text className={styles.unit}>MB</Text>
          <View className={styles.gap} />
          <Text className={styles.limit}>{size.limitText}</Text>
        </View>
        <SizeMeter low={size.low} high={size.high} limit={size.limit} tone={size.tone} label={size.label} testId="export.meter" />
        {fix ? (
          <Button text={fix.text} kind="soft" size="small" isWide className={styles.fix} testId="export.fix" onPress={fix.onPress} />
        ) : null}
      </Card>
      {resolution ? <ChoiceView choice={resolution} testId="export.res" /> : null}
      {fps ? <ChoiceView choice={fps} testId="export.fps" /> : null}
      <View className={styles.hint}>
        <Icon name="info" size={16} className={styles.hintIcon} />
        <Text className={styles.hintText}>{hint}</Text>
      </View>
      <Button text={start.text} isWide isDisabled={start.isDisabled} testId="export.start" onPress={start.onPress} />
    </Sheet>
  );
}

function ChoiceView<Value extends string | number>({ choice, testId }: { choice: Choice<Value>; testId: string }): ReactNode {
  const options = choice.options.map((option) => ({ ...option, testId: `${testId}-${option.value}` }));
  return (
    <>
      <View className={styles.title}>{choice.title}</View>
      <Segmented label={choice.title} options={options} value={choice.value} testId={testId} onChange={choice.onChange} />
    </>
  );
}
