import { describe, expect, it } from "vitest";
import { bodyOf, NO_FIELDS } from "./fields.ts";

const body = (fields: Partial<typeof NO_FIELDS>) => bodyOf({ ...NO_FIELDS, name: "a.b", ...fields });

describe("the form's request", () => {
  it("keeps what JavaScript would change, and leaves out what was not filled in", () => {
    expect(
      body({ args: "[12345678901234567890, 1.0]", kwargs: ' {"a": NaN} ', priority: "3", expires: "60" }),
    ).toEqual({
      text: '{"name": "a.b", "args": [12345678901234567890, 1.0], "kwargs": {"a": NaN}, "priority": 3, "expires": 60}',
    });
    expect(body({})).toEqual({ text: '{"name": "a.b", "args": [], "kwargs": {}}' });
  });

  it("passes on what it cannot read, for the server to refuse", () => {
    expect(body({ countdown: "soon" })).toEqual({
      text: '{"name": "a.b", "args": [], "kwargs": {}, "countdown": "soon"}',
    });
  });

  it.each([
    [{ name: " " }, "name"],
    [{ args: "{}" }, "args"],
    [{ args: "[1," }, "args"],
    [{ kwargs: "[]" }, "kwargs"],
    [{ headers: "x" }, "headers"],
    [{ args: '[{"__type__": "x", "__value__": 1}]' }, "args"],
  ])("refuses %j", (fields, at) => {
    const made = body(fields);
    expect("errors" in made && Object.keys(made.errors)).toEqual([at]);
  });
});
