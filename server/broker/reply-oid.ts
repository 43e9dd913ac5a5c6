// The routing key of our own replies. It tells host, process and birth, so that a mailbox left behind by a process that
// was killed can be recognised and removed: Redis keeps replies to it for ever (celery-wire.md A5).
import { randomUUID } from "node:crypto";

const MARK = "umbel";
const DAY_MS = 86_400_000;

export interface Owner {
  readonly host: string;
  readonly pid: number;
  /** When the process was started, epoch ms. */
  readonly processStartedAt: number;
}

export function makeOid(owner: Owner, now: number, uuid: string = randomUUID()): string {
  return [MARK, cleanHost(owner.host), owner.pid, now.toString(36), uuid].join("_");
}

/**
 * Whether this oid belongs to an Umbel that is gone. Wrong guesses are harmless: a living owner puts its binding back
 * with its next command.
 */
export function isStaleOid(
  oid: string,
  owner: Owner,
  now: number,
  isAlive: (pid: number) => boolean,
): boolean {
  const [mark, host, pidText, bornText, , ...rest] = oid.split("_");
  if (mark !== MARK || rest.length > 0 || pidText === undefined || bornText === undefined) return false;
  const pid = Number(pidText);
  const born = Number.parseInt(bornText, 36);
  if (!Number.isInteger(pid) || Number.isNaN(born)) return false;
  if (host !== cleanHost(owner.host)) return now - born > DAY_MS;
  // A container that restarts gives its process the same number again.
  if (pid === owner.pid) return born < owner.processStartedAt;
  return !isAlive(pid);
}

function cleanHost(host: string): string {
  return host.replace(/[^A-Za-z0-9.-]/g, "-").slice(0, 64);
}
