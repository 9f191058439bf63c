import { Endpoint, PROTOCOLS, type Protocol, type Provides } from './endpoint';

/** Addresses that are never "the outside": private, shared, link-local and loopback ranges (RFC 1918, 6598, 3927, 1122). */
export const PRIVATE_RANGES = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
];

export interface ExternalProps {
  /** Name in the model and in pictures, such as `huggingface`. */
  readonly name: string;
  /** Host name or address. */
  readonly host: string;
  readonly port: number;
  /** Part of the URL behind host and port. @default '' */
  readonly path?: string;
  /** @default - https on port 443, otherwise the protocol's own */
  readonly scheme?: string;
  /** Addresses behind the host name, for policies. @default - the host itself if it is an address, else all public addresses */
  readonly cidrs?: readonly string[];
}

/** Something that runs elsewhere and is not described by Steading. */
export function external<P extends Protocol>(protocol: P, props: ExternalProps): Provides<P> {
  const { name, host, port } = props;
  const scheme = props.scheme ?? (port === 443 ? 'https' : PROTOCOLS[protocol].scheme);
  const endpoint = new Endpoint({
    ...props,
    protocol,
    scheme,
    reach: 'external',
    reference: name,
    target: { ...addresses(props), port },
  });
  return { [protocol]: endpoint } as unknown as Provides<P>;

  function addresses({ cidrs }: ExternalProps) {
    if (cidrs) return { cidrs };
    return /^\d+\.\d+\.\d+\.\d+$/.test(host)
      ? { cidrs: [`${host}/32`] }
      : { cidrs: ['0.0.0.0/0'], except: PRIVATE_RANGES };
  }
}
