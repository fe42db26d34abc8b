import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

export default function HomePage(): ReactNode {
  return <View>home</View>;
}
