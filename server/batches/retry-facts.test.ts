import { expect, test } from "vitest";
import { UmbelError } from "#lib/api/error.ts";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { answerQuery } from "../engine/queries.ts";
import { taskEvent } from "../engine/simulated.test-helper.ts";
import { Links } from "./links.ts";
import { type FactsDeps, planRetries } from "./retry-facts.ts";

test("A17: a result that cannot be read does not keep the other tasks from being retried", async () => {
  const model = new ClusterModel({ maxTasks: 100, maxWorkers: 10 });
  const now = Date.now();
  for (const uuid of ["pickled", "plain"]) {
    for (const subject of ["sent", "received", "started", "failed"]) {
      const anchors = { name: "mail.send", args: "(1,)", kwargs: "{}", queue: "mail" };
      model.applyEvent(taskEvent(uuid, subject, { at: now, clock: 1, ...anchors }), now);
    }
  }
  const read = async (uuid: string) => {
    if (uuid === "pickled") throw new UmbelError("conflict", "What is stored for pickled cannot be read.");
    return null;
  };
  const query = (name: string, input: unknown) =>
    answerQuery({ model } as never, name as never, input as never, now); // nothing here asks the broker
  const deps = {
    engine: { query },
    results: { current: async () => ({ read }) },
    links: () => new Links(),
  } as unknown as FactsDeps; // what a plan asks for
  const plans = await planRetries(deps, [{ uuid: "pickled" }, { uuid: "plain" }]);
  expect(plans.map(({ class: found, notes }) => [found, notes])).toEqual([
    ["replayable", ["What the result backend holds of it cannot be read."]],
    ["replayable", []],
  ]);
});
