// Guards who may open a topic: nothing is asked of an engine for somebody who may not.
import { expect, test } from "vitest";
import { somebody } from "#lib/access/principal.test-helper.ts";
import { createClusters } from "../engine/clusters.ts";
import { createFakeEngine } from "../http/fake-engine.test-helper.ts";
import { topicsOf } from "./topics-of.ts";

test("a topic is opened for those who may see its cluster", async () => {
  const [mail, reports] = [createFakeEngine("mail"), createFakeEngine("reports")];
  const clusters = createClusters([mail, reports]);
  const opened = async (topic: string, names: readonly string[] | "all") => {
    const answer = await topicsOf(clusters, await somebody({ role: "viewer", clusters: names })).open(topic);
    return answer.ok || [answer.reason, answer.detail];
  };
  for (const topic of ["frame", "reports/frame"]) expect(await opened(topic, "all")).toBe(true);
  expect(await opened("frame", ["mail"])).toBe(true);
  expect(await opened("reports/frame", ["mail"])).toEqual(["topic", "not for this user"]);
  expect(await opened("frame", ["reports"])).toEqual(["topic", "not for this user"]);
  expect([...mail.opened, ...reports.opened]).toEqual([
    ["frame", 2],
    ["frame", 1],
  ]);
});
