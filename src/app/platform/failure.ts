/** The phone could not reach the relay, or WeChat cut the call when the app went to the background. Nothing is known about the other side. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/** We gave the call up ourselves. */
export class AbortedError extends Error {
  override readonly name = 'AbortedError';
}
