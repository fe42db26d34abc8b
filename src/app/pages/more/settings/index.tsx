import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

export default function SettingsPage(): ReactNode {
  return <View>settings</View>;
}
