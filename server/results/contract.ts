// The battery every ResultStore passes. A harness writes what a worker would have written.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResultStore } from "./port.ts";

export interface ResultsHarness {
  readonly store: ResultStore;
  /** Stores `{"a": [1, null]}` as the result of a success, and an exception `ValueError("broken", 42)` as a failure. */
  write(taskId: string, status: "SUCCESS" | "FAILURE"): Promise<void>;
  /** Stores the text as the result of a success. */
  writeText(taskId: string, text: string): Promise<void>;
  /** The status that a worker would read. */
  status(taskId: string): Promise<string | null>;
  stop(): Promise<void>;
}

export function resultsContract(name: string, createHarness: () => Promise<ResultsHarness>): void {
  describe(`ResultStore contract: ${name}`, () => {
    let harness: ResultsHarness;
    beforeAll(async () => {
      harness = await createHarness();
    });
    afterAll(async () => {
      await harness.store.close();
      await harness.stop();
    });

    it("knows nothing of a task that is not there", async () => {
      expect(await harness.store.read("nobody")).toBeNull();
    });

    it("reads a success", async () => {
      await harness.write("t1", "SUCCESS");
      expect(await harness.store.read("t1")).toMatchObject({
        taskId: "t1",
        status: "SUCCESS",
        result: { a: [1, null] },
        opaque: null,
        traceback: null,
        doneAt: Date.UTC(2026, 10, 22, 8, 16, 44, 189),
      });
    });

    it("reads a failure with its traceback", async () => {
      await harness.write("t2", "FAILURE");
      const result = await harness.store.read("t2");
      expect(result).toMatchObject({ status: "FAILURE", traceback: "Traceback ..." });
      expect(result?.result).toEqual({
        exc_type: "ValueError",
        exc_message: ["broken", 42],
        exc_module: "builtins",
      });
    });

    it("A17: of a result that is too large it tells the size and the beginning, and reads no more", async () => {
      const text = `password=hunter2 ${"x".repeat(3_000_000)}`;
      await harness.writeText("large", text);
      const read = await harness.store.read("large");
      expect(read).toMatchObject({ status: "SUCCESS", result: null });
      expect(read?.opaque).toMatch(/^it is 3,000,\d{3} bytes, more than the 131,072 that are read$/);
      expect(read?.beginning).toContain("password=hunter2 xxx");
      expect(read?.beginning?.length).toBeLessThanOrEqual(2_000);
      await harness.store.abort("large");
      expect(await harness.status("large")).toBe("SUCCESS");
      await harness.writeText("small", "short");
      expect(await harness.store.read("small")).toMatchObject({ result: "short", beginning: null });
    });

    it("aborts what has not succeeded, and nothing else", async () => {
      await harness.write("t3", "SUCCESS");
      await harness.store.abort("t3");
      expect(await harness.status("t3")).toBe("SUCCESS");
      await harness.write("t4", "FAILURE");
      await harness.store.abort("t4");
      expect(await harness.status("t4")).toBe("ABORTED");
      expect(await harness.store.read("t4")).toMatchObject({ status: "ABORTED" });
    });
  });
}
