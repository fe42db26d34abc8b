import { Image } from '@tarojs/components';
import type { ReactNode } from 'react';
import { silent } from '../a11y.ts';
import styles from './Photo.module.css';

export interface PhotoProps {
  source: string;
}

/** A picture that covers the box it stands in, which must be positioned and hide what sticks out. */
export function Photo({ source }: PhotoProps): ReactNode {
  return <Image className={styles.photo} src={source} mode="aspectFill" {...silent} />;
}
