import { useEffect, useState } from 'react';
import { listenForNetwork, type Network, readNetwork } from '../platform/network';

export function useNetwork(): Network {
  const [network, setNetwork] = useState<Network>('other');
  useEffect(() => {
    void readNetwork().then(setNetwork);
    return listenForNetwork(setNetwork);
  }, []);
  return network;
}
