// What the broker is asked about queues: how deep they are, and what is next to run in them.
import type { ClusterModel } from "#lib/live/cluster-model.ts";
import { DepthPoller } from "./depth-poller.ts";
import type { EngineParts } from "./engine-deps.ts";
import type { Faults } from "./faults.ts";
import { HeadPoller } from "./head-poller.ts";

export class QueueWatch {
  readonly #model: ClusterModel;
  readonly #faults: Faults;
  readonly #depths: DepthPoller;
  readonly #heads: HeadPoller;

  constructor({ broker, model, topics, faults, now }: EngineParts) {
    this.#model = model;
    this.#faults = faults;
    this.#depths = new DepthPoller({
      broker,
      queueNames: () => model.declaredQueues(),
      // What their depth is wanted of first: watched ones, and those that hold something.
      first: () => {
        const watched = topics.of("queue").map(({ name }) => name);
        return [...watched, ...model.waitingQueues()].flatMap((name) => model.declaredQueues(name));
      },
      onDepths: (depths) => model.applyDepths(depths, now()),
      onQueues: (queues) => model.applyDiscoveredQueues(queues),
    });
    this.#heads = new HeadPoller({
      broker,
      waiting: () => model.waitingQueues(),
      onHead: (queue, head) => model.applyHead(queue, head, now()),
    });
    model.bounds.watch("queue_depths", () => this.#depths.putOff);
  }

  connected(): void {
    this.#depths.connected();
    this.#heads.connected();
  }

  /** Something was changed from here: what there is then is asked for at the next tick. */
  changed(): void {
    this.#depths.connected();
  }

  tick(now: number): void {
    this.#faults.guard("tick", () => this.#depths.tick(now), undefined);
    this.#faults.guard("tick", () => this.#heads.tick(now), undefined);
  }

  /** For a moment of a companion's past. */
  async inPast(at: number): Promise<void> {
    const depths = await this.#depths.inPast(at);
    if (depths !== null) this.#model.applyDepths(depths, at);
  }
}
