// The reader in its own thread, on a real Redis.
import { expect, onTestFinished, test, vi } from "vitest";
import { threadEntry } from "../../../engine/thread-entry.ts";
import { createRedisBroker } from "../redis.ts";
import { startRedisSide } from "../side.test-helper.ts";

const WAIT = { timeout: 10_000, interval: 5 };

test("what came before an answer is counted by then, although it is handed on later", async () => {
  const side = await startRedisSide();
  onTestFinished(() => side.stop());
  const broker = createRedisBroker(side.url, {
    readerEntry: threadEntry(new URL("./thread.ts", import.meta.url)),
    checkEveryMs: 50,
  });
  onTestFinished(() => broker.stop());
  let handedOn = 0;
  const states: string[] = [];
  await broker.start({
    onDelivery: () => undefined,
    onBatch: (batch) => {
      handedOn += batch.messages;
      batch.release();
    },
    onStatus: ({ state }) => void states.push(state),
  });
  await vi.waitFor(() => expect(states).toContain("connected"), WAIT);
  const answered = async () => {
    const asked = Date.now();
    await vi.waitFor(() => expect(broker.aliveAt()).toBeGreaterThan(asked), WAIT);
  };
  await side.publishEvent(new Uint8Array(10));
  await vi.waitFor(() => expect(handedOn).toBe(1), WAIT);
  await answered();
  await side.publishEvent(new Uint8Array(10));
  // The first answer may be to a question that went before the message came.
  await answered();
  await answered();
  expect(broker.reading().messages).toBe(2);
  await vi.waitFor(() => expect(handedOn).toBe(2), WAIT);
});
