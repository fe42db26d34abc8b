import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { ApiError } from '../../contract/error.ts';

const refused = (message: string) => new ApiError('address_refused', message);

/**
 * An address that a stranger may have us fetch: http or https, no credentials, the usual ports, and every machine its name stands for
 * on the public internet.
 */
export async function readPublicAddress(text: string): Promise<URL> {
  if (!URL.canParse(text)) throw refused('this is no address');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refused('only http and https can be fetched');
  if (url.username !== '' || url.password !== '') throw refused('an address with credentials is not passed on');
  if (url.port !== '' && url.port !== '80' && url.port !== '443') throw refused('only the usual ports can be fetched');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = ipaddr.isValid(host) ? [host] : (await lookup(host, { all: true }).catch(() => [])).map((found) => found.address);
  if (addresses.length === 0) throw refused('the name of the machine is unknown');
  if (!addresses.every(isPublic)) throw refused('the address leads into a private network');
  return url;
}

/** `process` reads IPv4 inside IPv6 as what it is; other tunnels of one in the other are ranges of their own and not `unicast`. */
const isPublic = (address: string): boolean => ipaddr.process(address).range() === 'unicast';
