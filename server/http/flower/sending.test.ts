import { expect, test } from "vitest";
import { UmbelError } from "#lib/api/error.ts";
import { createFlowerSending } from "./sending.ts";

test("A20: of a result that cannot be read the state is what events told, so that a task that ran is not refused", async () => {
  const tasks: Record<string, object> = { known: { state: "FAILURE", traceback: "Traceback ..." } };
  const read = async (id: string) => {
    throw new UmbelError(
      id === "away" ? "broker_unavailable" : "conflict",
      `What is stored for ${id} is a pickle.`,
    );
  };
  const deps = {
    engine: { query: async (_: string, { uuid }: { uuid: string }) => tasks[uuid] ?? null },
    results: { current: async () => ({ read }) },
  };
  const sending = createFlowerSending(deps as unknown as Parameters<typeof createFlowerSending>[0]); // what reading asks
  expect(await sending.read("known")).toEqual({
    ...{ status: "FAILURE", traceback: "Traceback ..." },
    result: "<What is stored for known is a pickle.>",
  });
  await expect(sending.read("unknown")).rejects.toMatchObject({ code: "conflict" });
  await expect(sending.read("away")).rejects.toMatchObject({ code: "broker_unavailable" });
});
