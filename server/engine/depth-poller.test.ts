// Guards that depths are asked for fairly when there are more queues than one question may be about.
import { expect, test, vi } from "vitest";
import { unknownDepth } from "../broker/sqs/depths.ts";
import { DepthPoller, QUEUES_A_ROUND } from "./depth-poller.ts";

function polling(names: readonly string[], first: readonly string[] = []) {
  const rounds: (readonly string[])[] = [];
  const poller = new DepthPoller({
    broker: {
      queueDepths: async (queues) => {
        rounds.push(queues);
        return queues.map(unknownDepth);
      },
      discoverQueues: async () => [],
    },
    queueNames: () => names,
    first: () => first,
    onDepths: () => {},
    onQueues: () => {},
  });
  let now = 0;
  const round = async () => {
    const before = rounds.length;
    now += 60_000;
    await vi.waitFor(() => {
      poller.tick(now);
      expect(rounds.length).toBeGreaterThan(before);
    });
    return rounds.at(-1) ?? [];
  };
  return { poller, round };
}

const NAMES = Array.from({ length: 4_500 }, (_, index) => `q${index}`);

test("A9: of many queues each has its turn, those that matter are in every round, and what was left out is counted", async () => {
  const first = ["q4400", "q4401", "unknown"];
  const { poller, round } = polling(NAMES, first);
  const asked = new Set<string>();
  for (let turn = 0; turn < 5; turn += 1) {
    const queues = await round();
    expect(queues).toHaveLength(QUEUES_A_ROUND);
    expect(new Set(queues).size).toBe(QUEUES_A_ROUND);
    expect(queues).toEqual(expect.arrayContaining(["q4400", "q4401"]));
    expect(queues).not.toContain("unknown");
    for (const queue of queues) asked.add(queue);
  }
  expect(asked.size).toBe(NAMES.length);
  expect(poller.putOff).toBe(5 * (NAMES.length - QUEUES_A_ROUND));
});

test("A9: those that matter leave room for the others, however many they are", async () => {
  const { round } = polling(NAMES, NAMES);
  const asked = new Set<string>();
  for (let turn = 0; turn < 10; turn += 1) for (const queue of await round()) asked.add(queue);
  expect(asked.size).toBe(NAMES.length);
});

test("A9: a few are all asked for every time", async () => {
  const { poller, round } = polling(["a", "b"]);
  expect(await round()).toEqual(["a", "b"]);
  expect(poller.putOff).toBe(0);
});
