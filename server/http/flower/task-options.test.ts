import { expect, test } from "vitest";
import { toSendBody, waitOf } from "./task-options.ts";

test("A20: numbers may be text, what has no effect on the message is left out, what is unknown is a property", () => {
  const body = { args: [1], countdown: " 60 ", priority: "5", delivery_mode: "1", retry: true, mandatory: 1 };
  expect(toSendBody("a.b", { ...body, queue: null, options: {}, foo: "bar", delivery_tag: "x" })).toEqual({
    ...{ name: "a.b", args: [1], kwargs: {}, countdown: 60, priority: 5, delivery_mode: 1 },
    properties: { options: {}, foo: "bar" },
  });
  expect(toSendBody("a.b", { ignore_result: "no", task_id: 5 })).toMatchObject({
    ignore_result: true,
    id: "5",
  });
  expect(toSendBody("a.b", { eta: "10", shadow: "20" })).toMatchObject({ eta: "10", shadow: "20" });
});

test.each(["link", "chord", "stamped_headers", "connection", "content_type", "expiration"])(
  "A20: %s is refused by its name",
  (key) => {
    expect(() => toSendBody("a.b", { [key]: 1 })).toThrow(`${key}: Umbel does not send it.`);
    expect(toSendBody("a.b", { [key]: null })).not.toHaveProperty(key);
  },
);

test("A20: the time to wait is a number of seconds, however it is written", () => {
  expect([{}, { timeout: null }, { timeout: 3 }, { timeout: "0.5" }].map(waitOf)).toEqual([
    null,
    null,
    3,
    0.5,
  ]);
  for (const timeout of ["soon", "", [], {}]) expect(() => waitOf({ timeout })).toThrow("Invalid timeout");
});
