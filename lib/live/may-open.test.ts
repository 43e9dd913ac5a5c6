// Guards that a topic is opened for those who may see its cluster.
import { expect, test } from "vitest";
import { somebody } from "../access/principal.test-helper.ts";
import { mayOpen } from "./may-open.ts";
import { qualifyTopic } from "./topics.ts";

test.each([
  ["frame", "all", true],
  ["frame", ["mail"], true],
  ["frame", ["reports"], false],
  ["frame", [], false],
  [qualifyTopic("reports", "frame"), "all", true],
  [qualifyTopic("reports", "frame"), ["reports"], true],
  [qualifyTopic("reports", "frame"), ["mail"], false],
  // Its own name for the first is no topic, and never a way around.
  [qualifyTopic("mail", "frame"), ["reports"], false],
] as const)("%s for whoever sees %j: %s", async (topic, clusters, allowed) => {
  expect(mayOpen(await somebody({ role: "viewer", clusters }), topic, "mail")).toBe(allowed);
});
