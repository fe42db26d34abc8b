import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

export default function ExportPage(): ReactNode {
  return <View>export</View>;
}
