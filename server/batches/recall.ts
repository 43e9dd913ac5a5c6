// Batches as their log tells them. What ran when the log ended is interrupted; an item that was being done then is unknown.
import type { LogLine } from "./port.ts";
import { BatchRecord } from "./record.ts";

const MESSAGE = "Umbel stopped while doing this: check the new task before doing it again.";

export function recall(lines: readonly LogLine[]): Map<string, BatchRecord> {
  const batches = new Map<string, BatchRecord>();
  for (const line of lines) {
    if (line.step === "begun") batches.set(line.batch.key, new BatchRecord(line.batch, line.items));
    else if (line.step === "item")
      batches.get(line.batch)?.change(line.item.key, { ...line.item, at: line.item.at ?? 0 });
    else batches.get(line.batch)?.end(line.status, line.at, line.problem);
  }
  for (const batch of batches.values()) {
    if (batch.status === "running") batch.end("interrupted", null, "Umbel stopped while it was running.");
    for (const { key, status, at } of [...batch.items()]) {
      if (status === "doing") batch.change(key, { status: "unknown", text: MESSAGE, at: at ?? 0 });
    }
  }
  return batches;
}
