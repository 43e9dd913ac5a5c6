// For contract.ts: messages as they should never come, on both channels, and right ones among them.
import { randomUUID } from "node:crypto";
import { vi } from "vitest";
import type { ControlOutcome, ControlRequest } from "#lib/control/outcome.ts";
import type { EngineHarness } from "./harness.test-helper.ts";
import { mutations } from "./mutations.test-helper.ts";
import {
  type ControlBody,
  eventMessage,
  readControl,
  replyMessage,
  taskEvent,
} from "./simulated.test-helper.ts";

/**
 * Sends so many mutated messages, and between them tasks that succeed. `request` is a question to last@h, whose answer is
 * sent last: once it is there, every reply before it was read.
 */
export async function sendMutated(
  { engine, publishEvent, onControl, reply }: EngineHarness,
  count: number,
  request: ControlRequest,
): Promise<{ readonly right: readonly string[]; readonly asked: Promise<ControlOutcome> }> {
  let last: ControlBody | null = null;
  await onControl((envelope) => {
    const body = readControl(envelope);
    if (body.destination?.includes("last@h")) last = body;
  });
  const asked = engine.send(request);
  const { ticket, mailbox } = await vi.waitFor(
    () => {
      // TypeScript does not see the callback above write it.
      const body = last as ControlBody | null;
      if (body?.reply_to === undefined) throw new Error("not asked yet");
      return { ticket: body.ticket, mailbox: body.reply_to.routing_key };
    },
    { timeout: 10_000, interval: 20 },
  );
  const emit = (...event: Parameters<typeof taskEvent>) => publishEvent(eventMessage(taskEvent(...event)));
  const right = Array.from({ length: count / 50 }, () => randomUUID());
  const sending: Promise<unknown>[] = [];
  for (const [index, message] of mutations(count).entries()) {
    sending.push(index % 3 === 0 ? reply(mailbox, message) : publishEvent(message));
    const uuid = right[Math.floor(index / 50)] ?? "";
    if (index % 50 === 0) sending.push(emit(uuid, "received", { name: "ok" }));
    if (index % 50 === 20) sending.push(emit(uuid, "started"));
    if (index % 50 === 40) sending.push(emit(uuid, "succeeded", { result: "'x'" }));
  }
  await Promise.all(sending);
  await emit("the last", "received");
  await reply(mailbox, replyMessage(ticket, "last@h", { ok: "pong" }));
  return { right, asked };
}
