import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

export default function PreviewPage(): ReactNode {
  return <View>preview</View>;
}
