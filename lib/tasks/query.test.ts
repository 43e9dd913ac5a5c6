import { describe, expect, it } from "vitest";
import { readQuery } from "./query.ts";

describe("readQuery", () => {
  it("takes fields out and leaves the rest as text", () => {
    expect(readQuery("connection state:failed,retry name:billing.* refused")).toEqual({
      fields: { states: ["FAILURE", "RETRY"], name: "billing.*" },
      text: "connection refused",
      unknownStates: [],
    });
  });

  it("searches for what is no field and no state", () => {
    expect(readQuery("http://x state:odd worker:")).toEqual({
      fields: {},
      text: "http://x state:odd worker:",
      unknownStates: ["odd"],
    });
  });
});
