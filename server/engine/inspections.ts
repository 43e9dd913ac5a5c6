// Decides when to ask which worker what: everything when a worker appears and once a minute, what it is doing every few
// seconds while somebody looks at its page. Requests of one moment are one message to many destinations.

import type { ControlRequest } from "#lib/control/outcome.ts";
import { validateCommand } from "#lib/control/validate.ts";
import type { Json } from "#lib/json.ts";
import type { InspectMethod } from "#lib/live/model.ts";
import { mayShowArguments } from "#lib/workers/may-show-arguments.ts";
import type { Answer } from "./mailbox.ts";

const SETTLED: readonly InspectMethod[] = ["stats", "active_queues", "registered", "conf"];
/** With the queues: a consumer is added and cancelled some time after the worker has answered that it will be. */
const WATCHED: readonly InspectMethod[] = ["stats", "active", "revoked", "active_queues"];
/** Of the consumers of a queue that somebody looks at. */
const WATCHED_AT_QUEUE: readonly InspectMethod[] = ["active_queues"];
const WATCHED_AT_QUEUE_WITH_ARGUMENTS: readonly InspectMethod[] = ["scheduled"];
/** Their replies hold arguments as objects: see `mayShowArguments`. */
const WATCHED_WITH_ARGUMENTS: readonly InspectMethod[] = ["reserved", "scheduled"];
export const REFRESH_MS = 60_000;
export const WATCH_MS = 5_000;
/** After a command that changes a worker, which may take effect a moment later. */
const SETTLE_MS = 500;
/**
 * A worker says `worker-online` before it listens to its mailbox, and a busy solo worker answers late: what it has not
 * answered yet is asked again after these waits, then with everybody else.
 */
const RETRIES_MS = [1_000, 2_000, 4_000, 8_000, 16_000] as const;
const TIMEOUT_MS = 2_000;
const MAX_DESTINATIONS = 500;

export interface InspectionsOptions {
  readonly send: (request: ControlRequest, onAnswer: (answer: Answer) => void) => Promise<unknown>;
  readonly onAnswer: (hostname: string, method: InspectMethod, value: Json) => void;
  /** One that has had time to answer, and has answered none of the questions that were put to it since it appeared. */
  readonly onSilence?: ((hostname: string) => void) | undefined;
  /** Hostnames of the workers that are online. */
  readonly online: () => readonly string[];
  readonly watched: () => readonly string[];
  /** How long workers may take to answer; 2 s by default. */
  readonly timeoutMs?: number | undefined;
  /** Workers that matter to a queue that somebody looks at; not too many. */
  readonly watchedAtQueue: () => readonly string[];
  readonly conf: (hostname: string) => Readonly<Record<string, Json>> | null;
}

interface Unanswered {
  asked: number;
  at: number;
  readonly missing: Set<InspectMethod>;
}

export class Inspections {
  readonly #options: InspectionsOptions;
  readonly #known = new Set<string>();
  readonly #due = new Map<string, number>();
  /** Of those that have not answered everything since they appeared: what is missing, and when to ask again. */
  readonly #unanswered = new Map<string, Unanswered>();
  #refreshAt = 0;
  #watchAt = 0;
  /** Who has told what it runs since the gap, and how often the others were asked. */
  #afterGap: { asked: number; at: number; readonly answered: Set<string> } | null = null;
  #watchedBefore = "";

  constructor(options: InspectionsOptions) {
    this.#options = options;
  }

  /**
   * The broker is back: what workers told may have changed meanwhile, and some may never have been seen. After a gap
   * they are also asked what they run: what ended meanwhile told nobody here.
   */
  connected(afterGap = false): void {
    this.#refreshAt = 0;
    this.#watchAt = 0;
    this.#afterGap = afterGap ? { asked: 0, at: 0, answered: new Set() } : null;
  }

  /** Ask these (null: everybody) again soon, because a command changed them. */
  refreshSoon(hostnames: readonly string[] | null, now: number): void {
    for (const hostname of hostnames ?? this.#options.online()) this.#due.set(hostname, now + SETTLE_MS);
  }

  tick(now: number): void {
    this.#noticeWorkers(now);
    const everybody = now >= this.#refreshAt;
    if (everybody) this.#refreshAt = now + REFRESH_MS;
    const due = [...this.#due].filter(([, at]) => at <= now).map(([hostname]) => hostname);
    for (const hostname of due) this.#due.delete(hostname);
    const again = [...this.#unanswered].filter(([, { at }]) => at <= now);
    for (const [hostname, open] of again) {
      if (isSilent(open)) this.#options.onSilence?.(hostname);
      plan(open, now);
    }
    for (const method of SETTLED) {
      const missing = again.filter(([, open]) => open.missing.has(method)).map(([hostname]) => hostname);
      this.#ask(method, everybody ? null : [...new Set([...due, ...missing])]);
    }
    this.#watch(now);
    this.#askAfterGap(now);
  }

  #askAfterGap(now: number): void {
    const gap = this.#afterGap;
    if (gap === null || now < gap.at) return;
    const wait = RETRIES_MS[gap.asked];
    if (wait === undefined) {
      this.#afterGap = null;
      return;
    }
    gap.asked += 1;
    gap.at = now + wait;
    // Some are seen to be alive only a while after the broker's return.
    const silent = this.#options.online().filter((hostname) => !gap.answered.has(hostname));
    const safe = silent.filter((hostname) => mayShowArguments(this.#options.conf(hostname)));
    for (const method of WATCHED_WITH_ARGUMENTS) this.#ask(method, safe);
    this.#ask("active", silent);
  }

  #noticeWorkers(now: number): void {
    const online = new Set(this.#options.online());
    for (const hostname of online) {
      if (this.#known.has(hostname)) continue;
      this.#unanswered.set(hostname, { asked: 0, at: now, missing: new Set(SETTLED) });
    }
    for (const hostname of this.#known) {
      if (online.has(hostname)) continue;
      this.#due.delete(hostname);
      this.#unanswered.delete(hostname);
    }
    this.#known.clear();
    for (const hostname of online) this.#known.add(hostname);
  }

  #watch(now: number): void {
    const watched = this.#options.watched();
    const atQueue = this.#options.watchedAtQueue().filter((hostname) => !watched.includes(hostname));
    const names = [...watched, "", ...atQueue].join("\n");
    if (now < this.#watchAt && names === this.#watchedBefore) return;
    this.#watchAt = now + WATCH_MS;
    this.#watchedBefore = names;
    for (const method of WATCHED) this.#ask(method, watched);
    for (const method of WATCHED_AT_QUEUE) this.#ask(method, atQueue);
    const isSafe = (hostname: string) => mayShowArguments(this.#options.conf(hostname));
    for (const method of WATCHED_WITH_ARGUMENTS) this.#ask(method, watched.filter(isSafe));
    for (const method of WATCHED_AT_QUEUE_WITH_ARGUMENTS) this.#ask(method, atQueue.filter(isSafe));
  }

  #ask(method: InspectMethod, hostnames: readonly string[] | null): void {
    if (hostnames === null) {
      this.#send(method, null);
      return;
    }
    for (let i = 0; i < hostnames.length; i += MAX_DESTINATIONS) {
      this.#send(method, hostnames.slice(i, i + MAX_DESTINATIONS));
    }
  }

  #send(method: InspectMethod, destination: readonly string[] | null): void {
    const request = validateCommand(method, {}, destination, this.#options.timeoutMs ?? TIMEOUT_MS);
    // A name that may not be addressed (it holds control characters) must not keep the others from being asked.
    if (!request.ok) {
      for (const hostname of destination !== null && destination.length > 1 ? destination : []) {
        this.#send(method, [hostname]);
      }
      return;
    }
    const take = ({ hostname, value }: Answer) => {
      const open = this.#unanswered.get(hostname);
      if (open?.missing.delete(method) === true && open.missing.size === 0) this.#unanswered.delete(hostname);
      if (method === "active") this.#afterGap?.answered.add(hostname);
      this.#options.onAnswer(hostname, method, value);
    };
    // While the broker is away nothing is asked; it is asked again when it is back.
    this.#options.send(request.value, take).catch(() => undefined);
  }
}

/** About to be asked for the last time, which is some while after the time before. */
function isSilent({ asked, missing }: Unanswered): boolean {
  return asked === RETRIES_MS.length && missing.size === SETTLED.length;
}

/** It is being asked now; when again, should it not answer. */
function plan(open: Unanswered, now: number): void {
  open.at = now + (RETRIES_MS[open.asked] ?? Number.POSITIVE_INFINITY);
  open.asked += 1;
}
