import { lookup as lookUpHost } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { ApiError } from '../../contract/error.ts';

/** Whether an address belongs to the open internet: no loopback, no private network, no cloud's metadata, also in IPv6 clothes. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

const refused = (host: string): ApiError => new ApiError('address_refused', `${host} is not on the open internet`);

/** The address to fetch from; http and https only. A host written as a number is judged here, a name when it is looked up. */
export function readAddress(text: string, allowsPrivate: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '' || url.password !== '') {
    throw new ApiError('address_refused', 'only http and https addresses without a password are fetched');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowsPrivate && ipaddr.isValid(host) && !isPublicAddress(host)) throw refused(host);
  return url;
}

/** Looks a name up and refuses it when any of its addresses is not public; the socket then takes exactly what was judged. */
export const lookUpPublic: LookupFunction = (host, options, answer) => {
  lookUpHost(host, { ...options, all: true }, (error, found) => {
    if (error) return answer(error, '', 0);
    const [first] = found;
    if (!first || !found.every(({ address }) => isPublicAddress(address))) return answer(refused(host), '', 0);
    if (options.all) return answer(null, found);
    answer(null, first.address, first.family);
  });
};
