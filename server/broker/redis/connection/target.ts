// Where a Redis is and how to get in: what url.ts reads, connect.ts opens and problems.ts names. Plain
// data: it crosses into the reader's thread.

export interface RedisTls {
  /** kombu's default is CERT_NONE: encrypted, but nobody knows to whom. */
  readonly verify: boolean;
  readonly checkHostname: boolean;
  readonly caFile: string | null;
  readonly certFile: string | null;
  readonly keyFile: string | null;
  /** Name that the certificate must be for; null: the host's. */
  readonly serverHostname: string | null;
}

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

export type RedisAddress =
  | ({ readonly kind: "tcp" } & HostPort)
  | { readonly kind: "unix"; readonly path: string };

/** Who knows where the master is. Its own credentials: those of the URL are the master's. */
export interface Sentinels {
  readonly masterName: string;
  readonly nodes: readonly HostPort[];
  readonly username: string | null;
  readonly password: string | null;
  readonly tls: RedisTls | null;
}

export interface RedisTarget {
  /** As the scheme says: `redis`, `rediss`, `redis+socket`, `sentinel`. */
  readonly transport: string;
  /** With Sentinel the first one's, until `atMaster`. */
  readonly address: RedisAddress;
  readonly sentinels: Sentinels | null;
  readonly username: string | null;
  readonly password: string | null;
  readonly db: number;
  readonly tls: RedisTls | null;
  readonly masked: string;
  /** For the log and the page: what works, but should be known. */
  readonly warnings: readonly string[];
}

/** The place in words. */
export function placeOf({ address }: Pick<RedisTarget, "address">): string {
  return address.kind === "unix" ? `the socket ${address.path}` : `${address.host}:${address.port}`;
}

/** The same way in, at the master that Sentinel names. */
export function atMaster(target: RedisTarget, { host, port }: HostPort): RedisTarget {
  return { ...target, address: { kind: "tcp", host, port }, sentinels: null };
}
