// Guards that counting queues costs a bounded number of requests, however many queues there are and whoever asks.
import { expect, test } from "vitest";
import { MAX_QUEUES, SqsDepths, unknownDepth } from "./sqs-depths.ts";

function counting() {
  const clock = { now: 1_000_000 };
  let asked: string[] = [];
  const depths = new SqsDepths(
    async (queue) => {
      asked.push(queue);
      return { ...unknownDepth(queue), depth: asked.length };
    },
    () => clock.now,
  );
  const take = () => asked.splice(0);
  asked = [];
  return { depths, clock, take };
}

test("a few queues are counted each time, a queue that was acted on at once", async () => {
  const { depths, clock, take } = counting();
  await depths.of(["a", "b"]);
  expect(take()).toEqual(["a", "b"]);
  expect(await depths.of(["a", "b"])).toMatchObject([{ queue: "a", depth: 1 }, { queue: "b" }]);
  expect(take()).toEqual([]);
  depths.forget("b");
  await depths.of(["a", "b"]);
  expect(take()).toEqual(["b"]);
  clock.now += 5_000;
  await depths.of(["a", "b"]);
  expect(take()).toEqual(["a", "b"]);
});

test("of many, ten a second on average, and none beyond the bound", async () => {
  const { depths, clock, take } = counting();
  const names = Array.from({ length: 300 }, (_, i) => `q${i}`);
  let requests = 0;
  for (let second = 0; second < 300; second += 5) {
    const answer = await depths.of(names);
    expect(answer).toHaveLength(300);
    expect(answer.at(-1)).toEqual(unknownDepth("q299"));
    requests += take().length;
    clock.now += 5_000;
  }
  expect(requests / 300).toBeLessThanOrEqual(11);
  expect(requests).toBeGreaterThanOrEqual(MAX_QUEUES);
});
