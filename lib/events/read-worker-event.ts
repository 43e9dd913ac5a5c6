// `worker-*` events: online, heartbeat, offline, and gossip's own, whose extra fields nobody needs.
import type { WorkerEvent } from "./event.ts";
import { readNumber, readNumbers, readProse } from "./fields.ts";
import { NAME_MAX } from "./limits.ts";

type Draft = { -readonly [K in keyof WorkerEvent]: WorkerEvent[K] };

/** null without a subject. */
export function readWorkerEvent(
  raw: Readonly<Record<string, unknown>>,
  subject: string,
  hostname: string,
  at: number,
  pid: number | null,
  clock: number | null,
): WorkerEvent | null {
  if (subject === "") return null;
  const event: Draft = { kind: "worker", subject, hostname, at, pid, clock };
  const freq = readNumber(raw.freq);
  if (freq !== undefined) event.freqSeconds = freq;
  const active = readNumber(raw.active);
  if (active !== undefined) event.active = active;
  const processed = readNumber(raw.processed);
  if (processed !== undefined) event.processed = processed;
  const loadavg = readNumbers(raw.loadavg);
  if (loadavg !== undefined) event.loadavg = loadavg;
  const swIdent = readProse(raw.sw_ident, NAME_MAX);
  if (swIdent !== undefined) event.swIdent = swIdent;
  const swVer = readProse(raw.sw_ver, NAME_MAX);
  if (swVer !== undefined) event.swVer = swVer;
  const swSys = readProse(raw.sw_sys, NAME_MAX);
  if (swSys !== undefined) event.swSys = swSys;
  return event;
}
