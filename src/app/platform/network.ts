export type Network = 'none' | 'cellular' | 'other';

export declare const readNetwork: () => Promise<Network>;

export declare const listenForNetwork: (onChange: (network: Network) => void) => () => void;
