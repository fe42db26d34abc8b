import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

export default function SharePage(): ReactNode {
  return <View>share</View>;
}
