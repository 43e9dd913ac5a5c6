// Keeps one session with a broker open: connects, notices loss, waits by backoff.ts, connects again, and says so.
// Knows nothing of Redis or AMQP. Once away, `since` stays at the moment of the loss until it is back.
import { UmbelError } from "#lib/api/error.ts";
import type { BrokerStatus } from "#lib/live/views.ts";
import { backoffMs } from "../backoff.ts";

export type Problem = NonNullable<BrokerStatus["problem"]>;

export interface Session {
  /** Lets go of everything; must resolve within a second or two even when the broker is silent. */
  close(farewell: boolean): Promise<void>;
}

/** A session that is looked after: see `Broker.aliveAt` and `prove`. */
export interface WatchedSession extends Session {
  aliveAt(): number;
  prove(): void;
}

/** `aliveAt`: the last moment at which all was seen to be well, when that is not now. */
export type Lost = (error: unknown, aliveAt?: number) => void;

export interface SupervisorOptions<S extends Session> {
  /** Password masked. A function where alternates are tried in turn: asked for each status. */
  readonly url: string | (() => string);
  readonly transport: string | (() => string);
  /**
   * Opens a whole session or rejects; must give up when the signal aborts. `lost` may be called at any time after;
   * `warn` says what an open session cannot do at the moment, and null once it can.
   */
  readonly open: (signal: AbortSignal, lost: Lost, warn: (problem: Problem | null) => void) => Promise<S>;
  readonly explain: (error: unknown) => Problem;
  readonly onStatus: (status: BrokerStatus) => void;
  readonly now?: () => number;
  readonly random?: () => number;
}

export class Supervisor<S extends Session> {
  readonly #options: SupervisorOptions<S>;
  readonly #now: () => number;
  readonly #random: () => number;
  #session: S | null = null;
  #state: BrokerStatus["state"] = "connecting";
  #since: number;
  #attempt = 0;
  #problem: Problem | null = null;
  #timer: NodeJS.Timeout | null = null;
  #abort = new AbortController();
  #opening: Promise<void> = Promise.resolve();
  #stopped = true;

  constructor(options: SupervisorOptions<S>) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#random = options.random ?? Math.random;
    this.#since = this.#now();
  }

  /** The open session; null while away. */
  get session(): S | null {
    return this.#session;
  }

  /** Why there is no session, or what an open one cannot do; null while all is well or before the first failure. */
  get problem(): Problem | null {
    return this.#problem;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#abort = new AbortController();
    this.#since = this.#now();
    this.#state = "connecting";
    this.#attempt = 0;
    this.#report(null);
    this.#opening = this.#connect();
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#abort.abort();
    await this.#opening;
    const session = this.#session;
    this.#session = null;
    await session?.close(true);
  }

  async #connect(): Promise<void> {
    let lostWhileOpening: { error: unknown } | null = null;
    let warning: Problem | null = null;
    let mine: S | null = null;
    const warn = (problem: Problem | null) => {
      if (mine === null) warning = problem;
      else this.#onWarning(mine, problem);
    };
    const lost: Lost = (error, aliveAt) => {
      if (mine === null) lostWhileOpening ??= { error };
      else this.#onLost(mine, error, aliveAt);
    };
    try {
      const session = await this.#options.open(this.#abort.signal, lost, warn);
      if (this.#stopped) return void (await session.close(true));
      mine = session;
      this.#onOpen(session, warning);
      // TypeScript does not see that the callback above may have written it.
      const early = lostWhileOpening as { error: unknown } | null;
      if (early !== null) this.#onLost(session, early.error);
    } catch (error) {
      this.#away(error);
    }
  }

  #onOpen(session: S, warning: Problem | null): void {
    this.#session = session;
    this.#state = "connected";
    this.#since = this.#now();
    this.#attempt = 0;
    this.#problem = warning;
    this.#report(null);
  }

  #onWarning(session: S, problem: Problem | null): void {
    if (this.#session !== session || this.#problem?.code === problem?.code) return;
    this.#problem = problem;
    this.#report(null);
  }

  #onLost(session: S, error: unknown, aliveAt?: number): void {
    if (this.#session !== session) return;
    this.#session = null;
    this.#since = Math.max(this.#since, aliveAt ?? this.#now());
    void session.close(false);
    this.#away(error);
  }

  #away(error: unknown): void {
    if (this.#stopped) return;
    if (this.#state === "connecting") this.#since = this.#now();
    this.#state = "disconnected";
    this.#problem = this.#options.explain(error);
    this.#attempt += 1;
    const wait = backoffMs(this.#attempt, this.#random());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#opening = this.#connect();
    }, wait);
    this.#report(this.#now() + wait);
  }

  #report(nextRetryAt: number | null): void {
    this.#options.onStatus({
      state: this.#state,
      since: this.#since,
      url: textOf(this.#options.url),
      transport: textOf(this.#options.transport),
      problem: this.#problem,
      attempt: this.#attempt,
      nextRetryAt,
    });
  }
}

function textOf(text: string | (() => string)): string {
  return typeof text === "string" ? text : text();
}

/** The session that is open; throws UmbelError `broker_unavailable` with the reason while there is none. */
export function presentSession<S extends Session>(supervisor: Supervisor<S> | null): S {
  const session = supervisor?.session ?? null;
  if (session !== null) return session;
  const why = supervisor?.problem;
  throw new UmbelError(
    "broker_unavailable",
    why ? `The broker is away: ${why.text} ${why.remedy}` : "The broker is not connected.",
  );
}
