// Tasks whose ids are no text, as real clusters send them (e2e/cases/uuid_and_int_ids.jsonl).
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseJson } from "../kombu/parse-json.ts";
import { decodeEvents } from "./decode-events.ts";

const CASE = new URL("../../e2e/cases/uuid_and_int_ids.jsonl", import.meta.url);

test("A4: every event of a task with a typed or whole-number id names the task", () => {
  const lines = readFileSync(CASE, "utf8").trim().split("\n");
  const ids = lines.map((line) => {
    // A timestamp of 0 stands for the present moment.
    const body = parseJson(line.replace('"timestamp":0', '"timestamp":1796000000'));
    const decoded = body.ok ? decodeEvents(body.value) : body;
    const [event] = decoded.ok ? decoded.value.events : [];
    return event?.kind === "task" ? [event.uuid, event.rootId ?? null] : null;
  });
  const uuid = "11111111-2222-4333-8444-555555555555";
  expect(ids).toEqual([
    [uuid, uuid],
    [uuid, null],
    ["12345", null],
    ["12345", null],
  ]);
});
