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

test("A20: what is false in Python is not given, and times are what Celery makes of them", () => {
  const nothing = { countdown: "0", queue: "", exchange: "", routing_key: "", shadow: "", task_id: "" };
  const empty = { link: [], link_error: [], stamped_headers: [], headers: {}, kwargs: null, time_limit: 0 };
  expect(toSendBody("a.b", { ...nothing, ...empty })).toEqual({ name: "a.b", args: [], kwargs: {} });
  expect(toSendBody("a.b", { countdown: "-5", eta: "2030-01-02 03:04:05" })).toEqual({
    ...{ name: "a.b", args: [], kwargs: {} },
  });
  expect(toSendBody("a.b", { priority: 0, retries: 0, expires: -5 })).toMatchObject({
    ...{ priority: 0, retries: 0, expires: expect.stringMatching(/^20.*Z$/) },
  });
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
