import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

export default function CreditsPage(): ReactNode {
  return <View>credits</View>;
}
