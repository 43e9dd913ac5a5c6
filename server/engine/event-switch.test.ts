import { expect, test } from "vitest";
import type { ControlRequest } from "#lib/control/outcome.ts";
import { EventSwitch } from "./event-switch.ts";

test("every worker that appears is told once; who does not answer is told again, five times at most", () => {
  const sent: (readonly string[] | null)[] = [];
  const deaf = new Set(["b@x"]);
  const events = new EventSwitch(async (request: ControlRequest, onAnswer) => {
    expect(request).toMatchObject({ method: "enable_events", args: {} });
    sent.push(request.destination);
    for (const hostname of request.destination ?? []) {
      if (!deaf.has(hostname)) onAnswer({ hostname, value: { ok: "task events enabled" } });
    }
  });
  events.tick(["a@x", "b@x"], 0);
  for (let now = 250; now < 60_000; now += 250) events.tick(["a@x", "b@x"], now);
  expect(sent).toEqual([["a@x", "b@x"], ["b@x"], ["b@x"], ["b@x"], ["b@x"]]);
  events.tick(["b@x"], 60_000);
  deaf.clear();
  events.tick(["a@x", "b@x"], 61_000);
  expect(sent.at(-1)).toEqual(["a@x"]);
});
