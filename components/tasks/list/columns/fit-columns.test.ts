import { describe, expect, it } from "vitest";
import { fitColumns } from "./fit-columns.ts";

const columns = [
  { id: "state", min: 90 },
  { id: "name", min: 180 },
  { id: "args", min: 110 },
  { id: "worker", min: 90 },
  { id: "ran", min: 80 },
];
const fitting = (width: number) => fitColumns(columns, width, 30).map((column) => column.id);

describe("fitColumns", () => {
  it("shows all of them where there is room, in their order", () => {
    expect(fitting(580)).toEqual(["state", "name", "args", "worker", "ran"]);
  });

  it("leaves out what matters least first", () => {
    expect(fitting(579)).toEqual(["state", "name", "worker", "ran"]);
    expect(fitting(400)).toEqual(["state", "name", "ran"]);
  });

  it("always shows the name and the state", () => {
    expect(fitting(10)).toEqual(["state", "name"]);
  });
});
