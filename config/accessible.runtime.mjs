import { mergeInternalComponents } from '@tarojs/shared';
import accessible from './accessible.json';

const aria = (names) => Object.fromEntries(names.map((name) => [name, "''"]));

mergeInternalComponents(Object.fromEntries(Object.entries(accessible).map(([element, names]) => [element, aria(names)])));
