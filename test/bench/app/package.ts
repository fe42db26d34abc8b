import path from 'node:path';
import { weighPackage } from '../../support/weapp/package.ts';
import { judge } from './_verdict.ts';

/* The package for WeChat, as it is uploaded. */

const { mainBytes, wholeBytes } = weighPackage(path.resolve(import.meta.dirname, '../../../dist/weapp'));
judge([
  { what: 'main package', value: mainBytes, limit: 900_000, unit: 'bytes' },
  { what: 'whole package', value: wholeBytes, limit: 1_500_000, unit: 'bytes' },
]);
