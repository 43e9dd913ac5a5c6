import { expect, test } from "vitest";
import { UmbelError } from "#lib/api/error.ts";
import { taskEvent } from "../engine/simulated.test-helper.ts";
import { createFakeEngine } from "../http/fake-engine.test-helper.ts";
import { Links } from "./links.ts";
import { type FactsDeps, planRetries } from "./retry-facts.ts";

test("A17: a result that cannot be read does not keep the other tasks from being retried", async () => {
  const engine = createFakeEngine();
  const now = Date.now();
  for (const uuid of ["pickled", "plain"]) {
    for (const subject of ["sent", "received", "started", "failed"]) {
      const anchors = { name: "mail.send", args: "(1,)", kwargs: "{}", queue: "mail" };
      engine.model.applyEvent(taskEvent(uuid, subject, { at: now, clock: 1, ...anchors }), now);
    }
  }
  const read = async (uuid: string) => {
    if (uuid === "pickled") throw new UmbelError("conflict", "What is stored for pickled cannot be read.");
    return null;
  };
  const deps = {
    engine,
    results: { current: async () => ({ read }) },
    links: () => new Links(),
  } as unknown as FactsDeps; // what a plan asks for
  const plans = await planRetries(deps, [{ uuid: "pickled" }, { uuid: "plain" }]);
  expect(plans.map(({ class: found, notes }) => [found, notes])).toEqual([
    ["replayable", ["Its result in the result backend cannot be read."]],
    ["replayable", []],
  ]);
});
