// What only the state of the workers can tell before a valid command is published: whom it would leave deaf, and what it
// would end. A worker that could not take it is not asked, and the answer says why. Seen on real workers (5.2.6, 5.6.3):
// a prefork worker that is told to declare an exchange in another way than before ends with NotEquivalentError, and one
// whose pool shrinks to nothing answers on but runs no task.
import { UmbelError } from "#lib/api/error.ts";
import { findCommand } from "#lib/control/commands.ts";
import type { ControlRequest, WorkerReply } from "#lib/control/outcome.ts";
import type { JsonObject } from "#lib/json.ts";
import { isRecord } from "#lib/kombu/object.ts";
import type { InspectMethod } from "#lib/live/model.ts";
import { askedQueue, conflict, declaredQueue } from "./declared-queue.ts";
import type { Answer } from "./mailbox.ts";

const MAX_REMEMBERED = 10_000;
/** A busy process ends with its task; after so long it is no longer waited for. */
const LEAVING_MS = 60_000;

export interface GuardDeps {
  /** Asks these workers (null: everybody) now; whoever does not answer in a second is missing. */
  readonly ask: (method: InspectMethod, destination: readonly string[] | null) => Promise<readonly Answer[]>;
  readonly online: () => readonly string[];
  readonly now: () => number;
  /** Whether several processes have this name: a question to it is answered by one of them, a command taken by all. */
  readonly isShared: (hostname: string) => boolean;
  /** Whether its configuration says that it can write task arguments; null: not known. */
  readonly mayShowArguments: (hostname: string) => boolean | null;
}

export interface Guarded {
  /** What may be sent; null when nobody is left to be asked. */
  readonly request: ControlRequest | null;
  readonly notAsked: readonly WorkerReply[];
}

export class Guards {
  readonly #deps: GuardDeps;
  /** Exchange → its type, as it was told to some worker from here. */
  readonly #declared = new Map<string, string>();
  /** Queue → how a worker was told to declare it: the broker keeps it like that when nobody consumes it any more. */
  readonly #queues = new Map<string, JsonObject>();
  /** Worker → the processes it had when it was last told to shrink, and by how many. */
  readonly #shrunk = new Map<
    string,
    { readonly pids: readonly unknown[]; readonly n: number; readonly at: number }
  >();

  constructor(deps: GuardDeps) {
    this.#deps = deps;
  }

  /** Throws UmbelError `bad_request` when the command as a whole would do harm. */
  async check(request: ControlRequest): Promise<Guarded> {
    if (findCommand(request.method)?.showsArguments === true) return this.#onlyWhoCanAnswer(request);
    if (request.method === "add_consumer") return this.#declaredAlike(request);
    if (request.method === "pool_shrink") await this.#leavesOne(request);
    return { request, notAsked: [] };
  }

  async #onlyWhoCanAnswer(request: ControlRequest): Promise<Guarded> {
    const { mayShowArguments, online, ask } = this.#deps;
    const unknown = (request.destination ?? online()).filter((name) => mayShowArguments(name) === null);
    if (request.destination === null) {
      // Also finds those that are not known yet.
      const answers = unknown.length > 0 || online().length === 0 ? await ask("conf", null) : [];
      const everybody = [...new Set([...online(), ...answers.map(({ hostname }) => hostname)])];
      return this.#narrow(request, everybody);
    }
    if (unknown.length > 0) await ask("conf", unknown);
    return this.#narrow(request, request.destination);
  }

  #narrow(request: ControlRequest, hostnames: readonly string[]): Guarded {
    const asked: string[] = [];
    const notAsked: WorkerReply[] = [];
    for (const hostname of hostnames) {
      const may = this.#deps.mayShowArguments(hostname);
      // One that did not tell its configuration is not answering anything; it is asked nothing it might choke on.
      if (may === true) asked.push(hostname);
      else notAsked.push({ hostname, ok: false, text: may === null ? NOT_TOLD : CANNOT_WRITE, value: null });
    }
    return { request: asked.length === 0 ? null : { ...request, destination: asked }, notAsked };
  }

  /** A queue that some worker consumes is declared as it is there; any other as asked, unless its exchange is not so. */
  async #declaredAlike(request: ControlRequest): Promise<Guarded> {
    const { args } = request;
    const answers = await this.#deps.ask("active_queues", null);
    const held = answers.flatMap(({ hostname, value }) =>
      (Array.isArray(value) ? value : []).filter(isRecord).map((entry) => ({ hostname, entry })),
    );
    const same = held.find(({ entry }) => entry.name === args.queue);
    const queue = String(args.queue);
    const declared = same === undefined ? this.#queues.get(queue) : declaredQueue(same.entry);
    if (declared !== undefined) {
      const other = conflict(args, declared);
      const where = same === undefined ? "as it was declared from here" : `on ${same.hostname}`;
      if (other !== null) throw differs(`the queue ${queue}`, `${other} ${where}`);
      this.#remember(queue, declared);
      return { request: { ...request, args: { queue, ...declared } }, notAsked: [] };
    }
    const exchange = typeof args.exchange === "string" ? args.exchange : String(args.queue);
    const type = String(args.exchange_type ?? "direct");
    const before = this.#declared.get(exchange);
    if (before !== undefined && before !== type) throw differs(exchange, `of type ${before}`);
    for (const { hostname, entry } of held) {
      const other = isRecord(entry.exchange) ? entry.exchange : {};
      if (other.name !== exchange) continue;
      if (other.type !== type) throw differs(exchange, `of type ${String(other.type)} on ${hostname}`);
      if (other.durable === false || other.auto_delete === true) {
        throw differs(exchange, `not durable, or deleted by itself, on ${hostname}`);
      }
    }
    if (this.#declared.size < MAX_REMEMBERED) this.#declared.set(exchange, type);
    this.#remember(queue, askedQueue(args));
    return { request, notAsked: [] };
  }

  #remember(queue: string, declared: JsonObject): void {
    if (this.#queues.size < MAX_REMEMBERED) this.#queues.set(queue, declared);
  }

  async #leavesOne({ args, destination }: ControlRequest): Promise<void> {
    const n = Number(args.n);
    const pools: (readonly [string, readonly unknown[]])[] = [];
    for (const { hostname, value } of await this.#deps.ask("stats", destination)) {
      if (this.#deps.isShared(hostname)) throw shared(hostname);
      if (!isRecord(value) || !isRecord(value.pool) || value.autoscaler !== undefined) continue;
      const processes = value.pool.processes;
      // A solo worker is its own process, a threads pool has none: both answer themselves that they cannot shrink.
      if (!Array.isArray(processes) || processes[0] === value.pid) continue;
      const left = processes.length - this.#leaving(hostname, processes);
      if (n >= left) {
        const must = `must be less than the ${left} processes of ${hostname}: one must stay`;
        throw new UmbelError("bad_request", `Shrink pool: n ${must}.`, { n: must });
      }
      pools.push([hostname, processes]);
    }
    for (const [hostname, pids] of pools) this.#shrunk.set(hostname, { pids, n, at: this.#deps.now() });
  }

  /** How many of these were told to go and are still listed: a worker lists a process until it has ended. */
  #leaving(hostname: string, processes: readonly unknown[]): number {
    const last = this.#shrunk.get(hostname);
    if (last === undefined || this.#deps.now() - last.at > LEAVING_MS) return 0;
    const gone = last.pids.filter((pid) => !processes.includes(pid)).length;
    return Math.max(0, last.n - gone);
  }
}

const NOT_TOLD =
  "Not asked: it has not reported its configuration, so it is not known whether it can answer this safely.";
const CANNOT_WRITE =
  "Not asked: it accepts pickle but answers in another format. An answer it cannot write would make it ignore every later command.";

function shared(hostname: string): UmbelError {
  const must = `must not be sent to ${hostname}: several workers have that name, and how many processes each of them would keep is not known`;
  return new UmbelError("bad_request", `Shrink pool: it ${must}.`, { destination: must });
}

function differs(what: string, how: string): UmbelError {
  const must = `must be declared as it already is: ${what} is ${how}`;
  const why = "A worker that is told otherwise exits, or stops consuming.";
  return new UmbelError("bad_request", `Consume queue: it ${must}. ${why}`, { queue: must });
}
