import type { Network } from './network.ts';

const kindOf = (type: string): Network => (type === 'none' ? 'none' : /^\dg$/.test(type) ? 'cellular' : 'other');

export function readNetwork(): Promise<Network> {
  return new Promise((resolve) => {
    wx.getNetworkType({ success: ({ networkType }) => resolve(kindOf(networkType)), fail: () => resolve('other') });
  });
}

export function listenForNetwork(onChange: (network: Network) => void): () => void {
  const listener = ({ isConnected, networkType }: { isConnected: boolean; networkType: string }): void =>
    onChange(isConnected ? kindOf(networkType) : 'none');
  wx.onNetworkStatusChange(listener);
  // The typings of `off` name another callback than those of `on`.
  return () => wx.offNetworkStatusChange(listener as never);
}
