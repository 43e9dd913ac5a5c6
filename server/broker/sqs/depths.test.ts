// Guards that counting queues costs a bounded number of requests, however many queues there are and whoever asks.
import { expect, test } from "vitest";
import { SqsDepths, unknownDepth } from "./depths.ts";

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

test("A9: of many, ten a second on average, and every one in its turn", async () => {
  const { depths, clock, take } = counting();
  const names = Array.from({ length: 300 }, (_, i) => `q${i}`);
  const counts = new Map<string, number>();
  for (let second = 0; second < 300; second += 5) {
    const answer = await depths.of(names);
    expect(answer).toHaveLength(300);
    for (const name of take()) counts.set(name, (counts.get(name) ?? 0) + 1);
    clock.now += 5_000;
  }
  const looks = names.map((name) => counts.get(name) ?? 0);
  expect(looks.reduce((sum, each) => sum + each) / 300).toBeLessThanOrEqual(11);
  expect(Math.min(...looks)).toBeGreaterThanOrEqual(8);
});
