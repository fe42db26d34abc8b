import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

export default function EditorPage(): ReactNode {
  return <View>editor</View>;
}
