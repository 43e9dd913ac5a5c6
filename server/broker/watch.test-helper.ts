// For tests of brokers: what one says is noted, and peers that are no broker. All are taken away after the test.
import { createServer, type Socket } from "node:net";
import { expect, onTestFinished, vi } from "vitest";
import type { BrokerNotice, BrokerStatus } from "#lib/live/views.ts";
import type { Broker, Delivery } from "./port.ts";
import { unpackTo } from "./unpack-batch.test-helper.ts";

/** Starts it. */
export async function watchBroker<B extends Broker>(broker: B) {
  let notices: readonly BrokerNotice[] = [];
  const statuses: BrokerStatus[] = [];
  const deliveries: Delivery[] = [];
  onTestFinished(() => broker.stop());
  await broker.start({
    onDelivery: (delivery) => void deliveries.push(delivery),
    onBatch: unpackTo((delivery) => void deliveries.push(delivery)),
    onStatus: (status) => void statuses.push(status),
    onNotices: (told) => {
      notices = told;
    },
  });
  const state = () => statuses.at(-1)?.state;
  const settled = () => vi.waitFor(() => expect(state()).not.toBe("connecting"), { timeout: 10_000 });
  const connected = (timeout = 10_000) => vi.waitFor(() => expect(state()).toBe("connected"), { timeout });
  const problem = async () => {
    await settled();
    return statuses.at(-1)?.problem;
  };
  return { broker, notices: () => notices, statuses, deliveries, settled, connected, problem };
}

/** A peer that is no broker; its port. */
export async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onConnection(socket);
  });
  await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => tcp.close(resolve));
  });
  const address = tcp.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
