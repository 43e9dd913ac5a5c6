// For tests that look at single deliveries: a sink's `onBatch` that hands on copies, one by one, and gives the batch back.
import type { BrokerSink, EventBatch } from "./port.ts";

export function unpackTo(onDelivery: BrokerSink["onDelivery"]): (batch: EventBatch) => void {
  return (batch) => {
    for (let payload = batch.next(); payload !== null; payload = batch.next()) {
      const copy =
        payload instanceof Uint8Array ? payload.slice() : { ...payload, body: payload.body.slice() };
      onDelivery({ source: "event", payload: copy });
    }
    batch.release();
  };
}
