// Keeps an eye on an open session: are all sockets alive, is the master still the master, is there memory, and, when
// nobody is heard, do workers speak elsewhere? What goes on although Redis is connected is told as notices.
import type { BrokerNotice } from "#lib/live/views.ts";
import type { Owner } from "../reply-oid.ts";
import { unlistedNotice } from "../unlisted.ts";
import { type BindingsLook, commandsElsewhere, lookAtBindings } from "./bindings.ts";
import type { RedisConnection } from "./connection/connect.ts";
import { findMaster } from "./connection/sentinel.ts";
import { placeOf, type RedisTarget } from "./connection/target.ts";
import { elsewhereNotice, listenElsewhere } from "./elsewhere.ts";
import { RedisLeftovers } from "./leftovers.ts";
import type { RedisNames } from "./names.ts";
import type { Subscription } from "./reader/port.ts";
import { foreignTransport } from "./transport.ts";
import { type RedisVitals, readVitals, vitalNotices } from "./vitals.ts";

/** Every so many checks what changes slowly is looked at. */
const SLOW_EVERY = 3;
/** While nobody is heard, others are listened to again after so many slow looks. */
const LISTEN_EVERY = 3;

export interface WatchOptions {
  readonly target: RedisTarget;
  /** What the names are now: some are learnt on the way. */
  readonly names: () => RedisNames;
  readonly onSep: (sep: string) => void;
  readonly owner: Owner;
  readonly checkEveryMs: number;
  readonly answerTimeoutMs: number;
  /** After so long without any event others' channels are listened to. */
  readonly silenceMs: number;
  readonly onNotices: (notices: readonly BrokerNotice[]) => void;
}

export interface Watched {
  readonly target: RedisTarget;
  readonly commands: RedisConnection;
  readonly subscriber: Subscription;
  /** As the session was opened. */
  readonly vitals: RedisVitals | null;
  readonly bindings: BindingsLook;
  /** How many events and replies came so far. */
  readonly heard: () => number;
  /** How many queues were left out when they were last listed. */
  readonly unlisted: () => number;
  readonly fail: (error: unknown, aliveAt?: number) => void;
}

export interface RedisWatch {
  /** The last moment at which everything answered. */
  aliveAt(): number;
  /** Looks now, unless an answer is awaited already. */
  look(): void;
  stop(): void;
}

export function watchRedis(options: WatchOptions, watched: Watched): RedisWatch {
  const { commands, subscriber, fail } = watched;
  const ending = new AbortController();
  const slow = new SlowLook(options, watched, ending.signal);
  slow.tell(watched.vitals, watched.bindings);
  let aliveAt = Date.now();
  let checks = 0;
  let busy = false;
  const look = () => {
    if (busy) return;
    busy = true;
    checks += 1;
    const asked = Date.now();
    answered(options.answerTimeoutMs, Promise.all([commands.redis.ping(), subscriber.check()]))
      .then(() => {
        aliveAt = asked;
        return slow.followMaster();
      })
      .then(() => (checks % SLOW_EVERY === 0 ? slow.look() : undefined))
      .catch((error: unknown) => fail(error, aliveAt))
      .finally(() => {
        busy = false;
      });
  };
  const timer = setInterval(look, options.checkEveryMs);
  const silence = setTimeout(() => void slow.listen(), options.silenceMs);
  return {
    aliveAt: () => aliveAt,
    look,
    stop: () => {
      clearInterval(timer);
      clearTimeout(silence);
      ending.abort();
    },
  };
}

async function answered(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("Command timed out")), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

class SlowLook {
  readonly #options: WatchOptions;
  readonly #watched: Watched;
  readonly #signal: AbortSignal;
  readonly #heardBefore: number;
  readonly #leftovers: RedisLeftovers;
  #vitals: readonly BrokerNotice[] = [];
  #bindings: readonly BrokerNotice[] = [];
  #elsewhere: BrokerNotice | null = null;
  #commands: BrokerNotice | null = null;
  #looks = 0;
  #listening = false;
  #mayListen = false;
  #told = "";

  constructor(options: WatchOptions, watched: Watched, signal: AbortSignal) {
    this.#options = options;
    this.#watched = watched;
    this.#signal = signal;
    this.#heardBefore = watched.heard();
    this.#leftovers = new RedisLeftovers(watched.commands.redis);
  }

  tell(vitals: RedisVitals | null, { notices }: BindingsLook): void {
    this.#bindings = notices;
    if (vitals !== null) this.#vitals = vitalNotices(vitals, this.#watched.target);
    this.#report();
  }

  /** Rejects when there is another master. */
  async followMaster(): Promise<void> {
    const { sentinels } = this.#options.target;
    if (sentinels === null) return;
    // While no Sentinel answers, the master that is connected is as good as any.
    const master = await findMaster(sentinels, this.#signal).catch(() => null);
    if (
      master !== null &&
      placeOf({ address: { kind: "tcp", ...master } }) !== placeOf(this.#watched.target)
    ) {
      throw new Error(`connection closed: Sentinel made ${master.host}:${master.port} the master`);
    }
  }

  async look(): Promise<void> {
    const { commands } = this.#watched;
    this.#looks += 1;
    const vitals = await readVitals(commands.redis);
    const bindings = await lookAtBindings(commands.redis, this.#options.names(), this.#options.owner);
    if (bindings.foreignSep !== null) this.#options.onSep(bindings.foreignSep);
    const { redis } = commands;
    this.#commands = bindings.hasWorkers ? null : await commandsElsewhere(redis, this.#options.names());
    this.tell(vitals, bindings);
    // Without the right to, what others left stays.
    await this.#leftovers.step(this.#options.names()).catch(() => undefined);
    if (this.#elsewhere !== null && this.#hears()) await this.listen();
    else if (this.#mayListen && this.#looks % LISTEN_EVERY === 0) void this.listen();
  }

  /** Where others speak, when nobody does here. */
  async listen(): Promise<void> {
    this.#mayListen = true;
    if (this.#listening || this.#signal.aborted) return;
    this.#listening = true;
    const found = this.#hears() ? null : await this.#lookForOthers();
    this.#listening = false;
    if (this.#signal.aborted) return;
    this.#elsewhere = this.#hears() ? null : found;
    this.#report();
  }

  /** Those that are here and speak otherwise come first: whoever speaks elsewhere may be an unrelated cluster. */
  async #lookForOthers(): Promise<BrokerNotice | null> {
    const { commands, target } = this.#watched;
    const names = this.#options.names();
    const here = await foreignTransport(commands.redis, names);
    if (here !== null) return here;
    const channels = await listenElsewhere(target, names, this.#signal).catch(() => []);
    return elsewhereNotice(channels, target.db, names);
  }

  #hears(): boolean {
    return this.#watched.heard() > this.#heardBefore;
  }

  #report(): void {
    const here = [...this.#vitals, ...this.#bindings, ...unlistedNotice(this.#watched.unlisted())];
    const notices = [...here, ...[this.#elsewhere, this.#commands].filter((each) => each !== null)];
    const told = JSON.stringify(notices);
    if (told === this.#told || this.#signal.aborted) return;
    this.#told = told;
    this.#options.onNotices(notices);
  }
}
