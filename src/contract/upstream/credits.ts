import { endpoint } from '../endpoint.ts';
import * as z from '../schema.ts';

export const readBalance = endpoint({
  method: 'GET',
  path: '/api/credits/balance/simple',
  reply: z.looseObject({ available: z.number(), frozen: z.number().default(0), total: z.number().optional() }),
});
