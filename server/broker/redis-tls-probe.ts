// A port that hangs up on plain words without an answer may speak only TLS: one handshake tells.
import { connect } from "node:tls";
import { ExplainedError, errorCode, errorText } from "./redis-error.ts";
import { speaksTls } from "./redis-replies.ts";
import { placeOf, type RedisTarget } from "./redis-target.ts";

const PROBE_MS = 1_500;

/** The error, or a better one when the port turns out to speak TLS. */
export async function betterReason(
  error: unknown,
  target: RedisTarget,
  signal: AbortSignal,
): Promise<unknown> {
  const { address, tls } = target;
  if (tls !== null || address.kind !== "tcp" || signal.aborted) return error;
  const words = `${errorCode(error)} ${errorText(error)}`;
  if (!/closed|ECONNRESET|EPIPE|socket hang up/i.test(words)) return error;
  const secure = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: address.host, port: address.port, rejectUnauthorized: false });
    const done = (answer: boolean) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => done(false), PROBE_MS);
    const abort = () => done(false);
    signal.addEventListener("abort", abort, { once: true });
    socket.once("secureConnect", () => done(true));
    socket.once("error", () => done(false));
    socket.once("close", () => done(false));
  });
  return secure ? new ExplainedError(speaksTls(placeOf(target))) : error;
}
