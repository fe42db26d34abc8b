import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { Card } from '../primitive/Card.tsx';
import { Dot } from '../primitive/Dot.tsx';
import { List, ListRow, type ListRowProps } from '../primitive/List.tsx';
import { Switch } from '../primitive/Switch.tsx';
import styles from './SettingsView.module.css';

type Theme = 'auto' | 'light' | 'dark';

export interface SettingsRow extends Omit<ListRowProps, 'children' | 'isFirst'> {
  id: string;
  /** A switch in place of value and sign. */
  toggle?: { isOn: boolean; onChange: (isOn: boolean) => void };
}

export interface SettingsViewProps {
  theme: { title: string; value: Theme; options: readonly { value: Theme; text: string }[]; onChange: (theme: Theme) => void };
  groups: readonly { id: string; title?: string; rows: readonly SettingsRow[] }[];
}

export function SettingsView({ theme, groups }: SettingsViewProps): ReactNode {
  return (
    <View className={styles.page}>
      <View className={styles.first}>{theme.title}</View>
      <Card className={styles.card}>
        <View className={styles.themes} {...a11y('radiogroup', theme.title)}>
          {theme.options.map((option) => (
            <ThemeOption
              key={option.value}
              {...option}
              isChosen={option.value === theme.value}
              onChoose={() => theme.onChange(option.value)}
            />
          ))}
        </View>
      </Card>
      {groups.map((group) => (
        <View key={group.id}>
          {group.title === undefined ? null : <View className={styles.title}>{group.title}</View>}
          <List className={classNames(group.title === undefined && styles.untitled)}>
            {group.rows.map(({ id, toggle, ...row }, index) => (
              <ListRow key={id} {...row} isFirst={index === 0} testId={toggle ? undefined : `settings.${id}`}>
                {toggle ? <Switch isOn={toggle.isOn} label={row.text} testId={`settings.${id}`} onChange={toggle.onChange} /> : null}
              </ListRow>
            ))}
          </List>
        </View>
      ))}
    </View>
  );
}

function ThemeOption({
  value,
  text,
  isChosen,
  onChoose,
}: {
  value: Theme;
  text: string;
  isChosen: boolean;
  onChoose: () => void;
}): ReactNode {
  return (
    <Pressable
      className={styles.theme}
      role="radio"
      label={text}
      isChecked={isChosen}
      testId={`settings.theme-${value}`}
      onPress={onChoose}
    >
      <View className={classNames(styles.swatch, styles[value], isChosen && styles.chosen)}>
        {isChosen ? (
          <View className={styles.tick}>
            <Dot state="done" />
          </View>
        ) : null}
      </View>
      <View className={classNames(styles.name, isChosen && styles.nameChosen)}>{text}</View>
    </Pressable>
  );
}
