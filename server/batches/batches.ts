// Every batch: begun, run at its rate, aborted, resumed, remembered. Each is one entry of the audit log from its beginning
// to its end; its items are in the batch log. Guarded by batches.test.ts and e2e/contract/retry.test.ts.
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Actor } from "#lib/access/actor.ts";
import { UmbelError } from "#lib/api/error.ts";
import {
  type Batch,
  type BatchKind,
  DEFAULT_RATE,
  isOver,
  MAX_BATCH_ITEMS,
  MAX_BATCHES,
} from "#lib/batches/batch.ts";
import { COMMANDS } from "#lib/control/commands.ts";
import { maskText } from "#lib/mask.ts";
import type { RetryEdit } from "#lib/retrying/plan.ts";
import type { Action } from "../control/port.ts";
import type { Doer } from "./doer.ts";
import { Links } from "./links.ts";
import type { BatchLog, ChosenItem } from "./port.ts";
import { recall } from "./recall.ts";
import { BatchRecord, type ItemChange } from "./record.ts";

const MAX_RUNNING = 4;

export interface BatchesDeps {
  readonly log: BatchLog;
  readonly doers: Readonly<Record<BatchKind, Doer>>;
  readonly runAction: <T>(actor: Actor, action: Action, work: () => Promise<T>) => Promise<T>;
  readonly now: () => number;
  /** Told of what failed for no reason that a person could mend. */
  readonly onError?: (error: unknown) => void;
}

interface Running {
  stop: "abort" | "interrupt" | null;
  /** Ends the wait between two turns. */
  readonly pause: AbortController;
  readonly done: Promise<unknown>;
}

export interface Begin {
  readonly kind: BatchKind;
  readonly items: readonly ChosenItem[];
  readonly edits?: ReadonlyMap<string, RetryEdit>;
  readonly query: string | null;
  readonly reason: string | null;
  readonly rate: number | null;
  readonly queue?: string | undefined;
}

export class Batches {
  readonly links = new Links();
  readonly #deps: BatchesDeps;
  readonly #held: Map<string, BatchRecord>;
  readonly #running = new Map<string, Running>();
  readonly #listeners = new Set<(id: string) => void>();

  private constructor(deps: BatchesDeps, held: Map<string, BatchRecord>) {
    this.#deps = deps;
    this.#held = held;
    for (const batch of held.values()) for (const item of batch.items()) this.links.saw(item);
    this.#forgetOld();
  }

  static async open(deps: BatchesDeps): Promise<Batches> {
    return new Batches(deps, recall(await deps.log.read()));
  }

  /** Newest first. */
  list(): readonly Batch[] {
    return [...this.#held.values()].map((batch) => batch.toBatch()).reverse();
  }

  get(id: string): BatchRecord | null {
    return this.#held.get(id) ?? null;
  }

  onChange(listener: (id: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once it runs. Throws UmbelError: forbidden, bad_request, too_many, internal when it cannot be written down. */
  async begin(actor: Actor, begin: Begin): Promise<Batch> {
    if (begin.items.length === 0)
      throw new UmbelError("conflict", "No tasks are left to act on: nothing was started.");
    if (begin.items.length > MAX_BATCH_ITEMS) {
      throw new UmbelError(
        "bad_request",
        `A batch holds at most ${MAX_BATCH_ITEMS} tasks: narrow the query.`,
      );
    }
    const { kind, query, rate } = begin;
    const reason = begin.reason === null ? null : maskText(begin.reason).slice(0, 500);
    const head = {
      key: randomUUID(),
      kind,
      createdAt: this.#deps.now(),
      actor: actor.name,
      reason,
      query,
      rate: rate ?? DEFAULT_RATE,
      queue: begin.queue ?? null,
    };
    const batch = new BatchRecord(head, begin.items, begin.edits);
    await this.#start(actor, batch, `${kind}_batch`, async () => {
      await this.#deps.log.append({ step: "begun", batch: head, items: begin.items });
      this.#held.set(head.key, batch);
      this.#forgetOld();
    });
    return batch.toBatch();
  }

  /** Goes on with what still waits. Throws UmbelError: not_found, conflict, forbidden, too_many. */
  async resume(actor: Actor, id: string): Promise<Batch> {
    const batch = this.#known(id);
    if (batch.status !== "interrupted") {
      throw new UmbelError(
        "conflict",
        `The batch is ${batch.status}: only an interrupted one can be resumed.`,
      );
    }
    await this.#start(actor, batch, "resume_batch", () => this.#end(batch, "running", null));
    return batch.toBatch();
  }

  /** What was done stays done. Throws UmbelError: not_found, conflict, forbidden. */
  async abort(actor: Actor, id: string): Promise<Batch> {
    const batch = this.#known(id);
    if (isOver(batch)) throw new UmbelError("conflict", `The batch is already ${batch.status}.`);
    await this.#deps.runAction(
      actor,
      { ...this.#action(batch, "abort_batch"), permission: "control" },
      async () => {
        const running = this.#running.get(id);
        if (running === undefined) return this.#end(batch, "aborted", null);
        running.stop = "abort";
        running.pause.abort();
        await running.done;
      },
    );
    return batch.toBatch();
  }

  /** What runs is interrupted, to be resumed after the next start. */
  async stop(): Promise<void> {
    for (const running of this.#running.values()) {
      running.stop ??= "interrupt";
      running.pause.abort();
    }
    await Promise.all([...this.#running.values()].map(({ done }) => done));
    this.#listeners.clear();
  }

  /** Told by whoever watches the new tasks. */
  changed(id: string): void {
    for (const listener of this.#listeners) listener(id);
  }

  #known(id: string): BatchRecord {
    const batch = this.#held.get(id);
    if (batch === undefined)
      throw new UmbelError("not_found", "Batch not found: it was never started here, or is no longer kept.");
    return batch;
  }

  #action({ head, size }: BatchRecord, name: string): Action {
    const { key, kind, query, rate, reason } = head;
    const args = { batch: key, kind, count: size, query, rate };
    return { name, title: `${TITLES[kind]} many tasks`, permission: permissionOf(kind), args, reason };
  }

  /** The audited work is the whole run; this resolves when it has begun. */
  async #start(actor: Actor, batch: BatchRecord, name: string, begin: () => Promise<void>): Promise<void> {
    const id = batch.head.key;
    if (this.#running.size >= MAX_RUNNING) {
      throw new UmbelError(
        "too_many",
        `${MAX_RUNNING} batches are already running: wait until one has finished.`,
      );
    }
    await new Promise<void>((resolve, reject) => {
      const work = async () => {
        await begin();
        resolve();
        await this.#run(actor, batch);
      };
      const done = this.#deps.runAction(actor, this.#action(batch, name), work).catch((error: unknown) => {
        if (!(error instanceof UmbelError)) this.#deps.onError?.(error);
        reject(error);
      });
      this.#running.set(id, {
        stop: null,
        pause: new AbortController(),
        done: done.finally(() => this.#running.delete(id)),
      });
    });
  }

  async #run(actor: Actor, batch: BatchRecord): Promise<void> {
    const { doers, now } = this.#deps;
    const { key: id, kind, rate } = batch.head;
    const pause = this.#running.get(id)?.pause.signal ?? AbortSignal.abort();
    const doer = doers[kind];
    const size = Math.max(1, Math.min(doer.most, Math.ceil(rate / 4)));
    const tell = (key: string, change: Omit<ItemChange, "at">) => this.#tell(batch, key, change);
    try {
      for (let items = batch.waiting(size); items.length > 0; items = batch.waiting(size)) {
        const stop = this.#running.get(id)?.stop ?? null;
        if (stop !== null) {
          await this.#end(
            batch,
            stop === "abort" ? "aborted" : "interrupted",
            stop === "abort" ? null : "Umbel was stopped.",
          );
          return;
        }
        const startedAt = now();
        await doer.run({ batch, actor, items, tell });
        const leftMs = (items.length * 1000) / rate - (now() - startedAt);
        if (leftMs > 0) await wait(leftMs, undefined, { signal: pause }).catch(() => undefined);
      }
      await this.#end(batch, "finished", null);
    } catch (error) {
      const why =
        error instanceof UmbelError ? error.message : "It failed inside Umbel; its log has the details.";
      await this.#end(batch, "interrupted", why);
      if (!(error instanceof UmbelError)) throw error;
    }
  }

  async #tell(batch: BatchRecord, key: string, change: Omit<ItemChange, "at">): Promise<void> {
    const at = this.#deps.now();
    const item = batch.change(key, { ...change, at });
    if (item === null) return;
    const { name: _name, newState: _state, ...kept } = item;
    this.links.saw(item);
    this.changed(batch.head.key);
    await this.#deps.log.append({ step: "item", batch: batch.head.key, item: kept });
  }

  async #end(batch: BatchRecord, status: Batch["status"], problem: string | null): Promise<void> {
    const at = this.#deps.now();
    batch.end(status, status === "running" ? null : at, problem);
    this.changed(batch.head.key);
    await this.#deps.log.append({ step: "status", batch: batch.head.key, status, problem, at });
  }

  /** The oldest that are over make room. */
  #forgetOld(): void {
    for (const [id, batch] of this.#held) {
      if (this.#held.size <= MAX_BATCHES) return;
      if (!this.#running.has(id) && batch.status !== "running") this.#held.delete(id);
    }
  }
}

const TITLES: Readonly<Record<BatchKind, string>> = {
  retry: "Retry",
  revoke: "Revoke",
  terminate: "Terminate",
};

function permissionOf(kind: BatchKind) {
  return kind === "retry" ? "control" : COMMANDS[kind].permission;
}
