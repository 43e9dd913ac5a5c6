// The name of our own mailbox. It tells host, process and birth, so that what a process that was killed left behind can be
// recognised and removed.
import { randomUUID } from "node:crypto";

/** Begins each. */
export const OID_MARK = "umbel";
const DAY_MS = 86_400_000;

export interface Owner {
  readonly host: string;
  readonly pid: number;
  /** When the process was started, epoch ms. */
  readonly processStartedAt: number;
}

export function makeOid(owner: Owner, now: number, uuid: string = randomUUID()): string {
  return [OID_MARK, cleanHost(owner.host), owner.pid, now.toString(36), uuid].join("_");
}

/** Whether an Umbel made it. */
export function isOid(oid: string): boolean {
  return readOid(oid) !== null;
}

/** Whether this oid belongs to an Umbel that is gone. A wrong guess is mended by the owner's next command. */
export function isStaleOid(
  oid: string,
  owner: Owner,
  now: number,
  isAlive: (pid: number) => boolean,
): boolean {
  const read = readOid(oid);
  if (read === null) return false;
  const { host, pid, born } = read;
  if (host !== cleanHost(owner.host)) return now - born > DAY_MS;
  // A container that restarts gives its process the same number again.
  if (pid === owner.pid) return born < owner.processStartedAt;
  return !isAlive(pid);
}

function readOid(oid: string) {
  const [mark, host, pidText, bornText, uuid, ...rest] = oid.split("_");
  if (mark !== OID_MARK || bornText === undefined || !uuid || rest.length > 0) return null;
  const pid = Number(pidText);
  const born = Number.parseInt(bornText, 36);
  return Number.isInteger(pid) && !Number.isNaN(born) ? { host, pid, born } : null;
}

function cleanHost(host: string): string {
  return host.replace(/[^A-Za-z0-9.-]/g, "-").slice(0, 64);
}
