import { mergeInternalComponents } from '@tarojs/shared';
import accessible from './accessible.json';

const aria = Object.fromEntries(accessible.attributes.map((name) => [name, "''"]));

mergeInternalComponents(Object.fromEntries(accessible.elements.map((name) => [name, aria])));
