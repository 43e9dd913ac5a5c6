// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { aRow } from "../../fixtures.test-helper.ts";
import { StateCell } from "./cells.tsx";

afterEach(cleanup);

it("a task that a revoke was sent for says so in words beside its state", () => {
  const mark = () => screen.queryByRole("img", { name: "revoke sent, not yet taken" });
  render(<StateCell row={aRow("a", { state: "RECEIVED" })} />);
  expect(mark()).toBeNull();
  cleanup();
  render(<StateCell row={aRow("a", { state: "RECEIVED", revokeSent: true })} />);
  expect(mark()).not.toBeNull();
});
