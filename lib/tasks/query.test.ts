import { describe, expect, it } from "vitest";
import { readQueryText } from "./query.ts";

describe("readQueryText", () => {
  it("takes fields out and leaves the rest as text", () => {
    expect(readQueryText("connection state:failed,retry name:billing.* refused")).toEqual({
      fields: { states: ["FAILURE", "RETRY"], name: "billing.*" },
      text: "connection refused",
      unknownStates: [],
    });
  });

  it("searches for what is no field and no state", () => {
    expect(readQueryText("http://x state:odd worker:")).toEqual({
      fields: {},
      text: "http://x state:odd worker:",
      unknownStates: ["odd"],
    });
  });
});
