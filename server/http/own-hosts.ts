// Which names a browser may reach Umbel by. A page elsewhere can make its own name resolve to this machine (DNS
// rebinding) and is then one origin with Umbel: without users it could do everything. An address cannot be rebound, nor
// can localhost; with users it would bring no session along, and no browser can open a unix socket, so that there only a
// list that was asked for is enforced.
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { hostname } from "node:os";
import { UmbelError } from "#lib/api/error.ts";
import { clientHost } from "./client.ts";
import { type Refusal, refusal } from "./refusal.ts";

export interface OwnHostsOptions {
  /** null: none was asked for. */
  readonly allowed: readonly string[] | null;
  /** Another name gains nothing: only what was asked for is refused. */
  readonly anyName: boolean;
  /** What --address says: a name given there is ours. */
  readonly address: string;
  /** Told of each name that was refused, once. */
  readonly onRefused: (name: string) => void;
}

/** null: go on. */
export type HostCheck = (request: IncomingMessage) => Refusal | null;

const MAX_TOLD = 20;

export function createHostCheck({ allowed, anyName, address, onRefused }: OwnHostsOptions): HostCheck {
  if (anyName && allowed === null) return () => null;
  const names = new Set([address.toLowerCase(), hostname().toLowerCase(), ...(allowed ?? [])]);
  const domains = (allowed ?? []).flatMap((name) => (name.startsWith("*.") ? [name.slice(1)] : []));
  const told = new Set<string>();
  const isOurs = (name: string) =>
    isIP(name) !== 0 ||
    name === "localhost" ||
    name.endsWith(".localhost") ||
    names.has(name) ||
    domains.some((domain) => name.endsWith(domain));
  return (request) => {
    // Both: a page may set X-Forwarded-Host but never Host, and its browser may sit at the address of a listed proxy.
    const said = [request.headers.host ?? "", clientHost(request)].flatMap((host) => nameIn(host) ?? []);
    const name = said.find((each) => !isOurs(each));
    if (name === undefined) return null;
    if (!told.has(name) && told.size < MAX_TOLD) {
      told.add(name);
      onRefused(name);
    }
    return refusal(new UmbelError("misdirected", `Umbel does not answer as “${name}”: ${remedy(name)}.`));
  };
}

/** What to do when this name is refused rightly or wrongly. */
export function remedy(name: string): string {
  return `if that is its name, start it with --allowed-hosts ${name}`;
}

/** Without port, brackets and final dot; null where none was said, as only programs do. */
function nameIn(host: string): string | null {
  if (host === "") return null;
  const [, address, name] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host.trim().toLowerCase()) ?? [];
  return (address ?? name ?? host).replace(/\.$/, "").slice(0, 255);
}
