/** One per user action, made once and kept through retries: the network layer of WeChat repeats POSTs by itself. */
export const IDEMPOTENCY_HEADER = 'Idempotency-Key';

/** Every relay path starts with it. A change that breaks an old app gets the next number; old and new live side by side ≥ 24 h. */
export const API_PREFIX = '/v1';
