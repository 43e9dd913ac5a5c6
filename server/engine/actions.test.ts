// What a purge does to a row that stands for several queues at the broker.
import { expect, test } from "vitest";
import { UmbelError } from "#lib/api/error.ts";
import { MemoryBroker } from "../broker/memory/memory.ts";
import { ACTIONS } from "./actions.ts";

class Purges extends MemoryBroker {
  readonly purged: string[] = [];

  override async purgeQueue(queue: string): Promise<{ readonly removed: number }> {
    if (queue.includes("gone")) throw new UmbelError("not_found", "RabbitMQ has no such queue.");
    this.purged.push(queue);
    return { removed: 2 };
  }
}

async function purge(queue: string, declared: readonly string[]) {
  const broker = new Purges();
  const deps = {
    broker,
    now: () => 0,
    apply: () => {},
    model: { declaredQueues: () => declared },
  };
  const { removed } = await ACTIONS.purge(deps, { queue });
  return { removed, purged: broker.purged };
}

test("A9: a broadcast is purged at every worker, whichever of them went meanwhile, and nowhere else", async () => {
  expect(await purge("shout", ["bcast.gone", "bcast.1", "bcast.2"])).toEqual({
    ...{ removed: 4, purged: ["bcast.1", "bcast.2"] },
  });
  // Nobody has one any more: a queue that is called like the broadcast is another's.
  expect(await purge("shout", [])).toEqual({ removed: 0, purged: [] });
  await expect(purge("gone", ["gone"])).rejects.toMatchObject({ code: "not_found" });
});
