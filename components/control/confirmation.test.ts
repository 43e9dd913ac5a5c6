import { describe, expect, it } from "vitest";
import { COMMANDS } from "#lib/control/commands.ts";
import type { CommandName } from "./command-words.ts";
import { confirmationFor } from "./confirmation.ts";

const running = [
  { uuid: "1", name: "mail.send" },
  { uuid: "2", name: null },
];

describe("confirmationFor", () => {
  it("does not ask for cheap and reversible commands", () => {
    for (const command of ["ping", "enable_events", "rate_limit", "pool_shrink", "add_consumer"] as const) {
      expect(confirmationFor(command, { args: {}, destination: ["celery@a"], running: [] })).toBeNull();
    }
  });

  it("says what a shutdown strikes, what runs there, and how to undo it", () => {
    const asked = confirmationFor("shutdown", { args: {}, destination: ["celery@a"], running });
    expect(asked?.title).toBe("Shut down celery@a?");
    expect(asked?.consequences.join(" ")).toContain("2 tasks are running on it");
    expect(asked?.losing).toEqual(running);
    expect(asked?.undo).toContain("cannot start a worker");
  });

  it("does not call unknown zero", () => {
    const asked = confirmationFor("shutdown", { args: {}, destination: ["celery@a"], running: null });
    expect(asked?.consequences.join(" ")).toContain("What is running on it is not known");
    const idle = confirmationFor("shutdown", { args: {}, destination: ["celery@a"], running: [] });
    expect(idle?.consequences.join(" ")).toContain("No tasks are running on it");
  });

  it("names the whole cluster when no worker is named", () => {
    expect(confirmationFor("shutdown", { args: {}, destination: null, running: null })?.title).toBe(
      "Shut down every worker?",
    );
  });

  it("names the signal of a terminate", () => {
    const strike = { args: { task_id: "1", signal: "SIGKILL" }, destination: null, running };
    expect(confirmationFor("terminate", strike)?.consequences[0]).toContain("SIGKILL");
  });

  it("has words for every command that the table says must ask", () => {
    for (const { name, confirm, kind } of Object.values(COMMANDS)) {
      if (kind === "inspect") continue;
      // Only inspections are outside of the commands that pages send.
      const words = confirmationFor(name as CommandName, { args: {}, destination: null, running: null });
      expect([name, words === null]).toEqual([name, confirm === null]);
    }
  });
});
