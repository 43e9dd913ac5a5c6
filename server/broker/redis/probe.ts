// A port that hangs up or stays silent may speak TLS where plain words were tried, or the other way round: one more try
// in the other language tells. A plain Redis may wait for ever for the rest of what it takes for a command.
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { ExplainedError, errorCode, errorText } from "./connection/error.ts";
import { speaksPlainly, speaksTls } from "./connection/replies.ts";
import { type HostPort, placeOf, type RedisTarget } from "./connection/target.ts";

const PROBE_MS = 1_500;
const HUNG_UP = /closed|disconnected before secure|ECONNRESET|EPIPE|socket hang up/i;
const SILENT = /timed out while opening|ETIMEDOUT/i;

/** The error, or a better one when the port turns out to speak the other language. */
export async function betterReason(
  error: unknown,
  target: RedisTarget,
  signal: AbortSignal,
): Promise<unknown> {
  const { address, tls } = target;
  if (address.kind !== "tcp" || signal.aborted) return error;
  const words = `${errorCode(error)} ${errorText(error)}`;
  // A network that is silent is not asked twice: only a Redis that waits for more is silent without cause.
  if (!HUNG_UP.test(words) && !(tls !== null && SILENT.test(words))) return error;
  if (tls === null) {
    return (await speaks(address, true, signal)) ? new ExplainedError(speaksTls(placeOf(target))) : error;
  }
  return (await speaks(address, false, signal)) ? new ExplainedError(speaksPlainly()) : error;
}

function speaks({ host, port }: HostPort, secure: boolean, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket: Socket = secure
      ? connectTls({ host, port, rejectUnauthorized: false })
      : connectPlain({ host, port });
    const done = (answer: boolean) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      socket.destroy();
      resolve(answer);
    };
    const abort = () => done(false);
    const timer = setTimeout(abort, PROBE_MS);
    signal.addEventListener("abort", abort, { once: true });
    socket.once("secureConnect", () => done(true));
    socket.once("connect", () => {
      if (!secure) socket.write("PING\r\n");
    });
    if (!secure) socket.once("data", (answer: Buffer) => done(/^[+-]/.test(answer.toString("latin1"))));
    socket.once("error", abort);
    socket.once("close", abort);
  });
}
