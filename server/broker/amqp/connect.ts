// Opens one connection to RabbitMQ, logged in and on its virtual host, or says why not. It never reconnects by itself
// (supervisor.ts does), and neither it nor its channels ever have an unhandled "error" event.
import { readFile } from "node:fs/promises";
import { connect as connectTcp } from "node:net";
import { hostname } from "node:os";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { type Channel, type ChannelModel, type ConfirmChannel, connect, credentials } from "amqplib";
import { atMost } from "../settle.ts";
import { AmqpStepError, errorText } from "./problems.ts";
import type { AmqpTarget, AmqpTls } from "./url.ts";

const CONNECT_TIMEOUT_MS = 5_000;
const SNIFF_MS = 1_000;
const FAREWELL_MS = 1_000;
const KEEPALIVE_MS = 10_000;

export interface AmqpConnection {
  readonly target: AmqpTarget;
  readonly model: ChannelModel;
  /** The last error of the connection; explains a close. */
  lastError(): unknown;
  /** Says goodbye when the server listens; the socket is gone afterwards either way. */
  close(): Promise<void>;
}

/** `purpose` is how RabbitMQ's own pages call the connection. Rejects with AmqpStepError. */
export async function connectAmqp(
  target: AmqpTarget,
  purpose: string,
  signal: AbortSignal,
): Promise<AmqpConnection> {
  const tls = target.tls === null ? {} : await tlsOptions(target, target.tls);
  const socket = new AbortController();
  const abort = () => socket.abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    signal.throwIfAborted();
    const model = await connect(
      {
        protocol: target.tls === null ? "amqp" : "amqps",
        hostname: target.host,
        port: target.port,
        // amqplib decodes it once more.
        vhost: encodeURIComponent(target.vhost),
        heartbeat: target.heartbeatSeconds,
      },
      {
        ...tls,
        // Both ways of net and tls to connect take a signal; it is the only hold on the socket.
        ...({ signal: socket.signal } as object),
        credentials: login(target),
        timeout: CONNECT_TIMEOUT_MS,
        noDelay: true,
        keepAlive: true,
        keepAliveDelay: KEEPALIVE_MS,
        clientProperties: { connection_name: `umbel@${hostname()} ${purpose}`, product: "umbel" },
      },
    );
    return hold(target, model, socket);
  } catch (error) {
    socket.abort();
    throw new AmqpStepError("handshake", target, signal.aborted ? error : await tellWhatItIs(error, target));
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function hold(target: AmqpTarget, model: ChannelModel, socket: AbortController): AmqpConnection {
  let last: unknown = null;
  model.on("error", (error) => {
    last = error;
  });
  model.on("close", (error) => {
    last ??= error ?? null;
  });
  return {
    target,
    model,
    lastError: () => last,
    close: async () => {
      // Throws at once when it is closed already.
      await atMost(
        FAREWELL_MS,
        Promise.resolve().then(() => model.close()),
      );
      socket.abort();
    },
  };
}

export interface OpenChannel<C extends Channel> {
  readonly channel: C;
  /** Why the server closed it; null while it is open. */
  lastError(): unknown;
}

export function openChannel(model: ChannelModel): Promise<OpenChannel<Channel>> {
  return guarded(model.createChannel());
}

export function openConfirmChannel(model: ChannelModel): Promise<OpenChannel<ConfirmChannel>> {
  return guarded(model.createConfirmChannel());
}

async function guarded<C extends Channel>(opening: Promise<C>): Promise<OpenChannel<C>> {
  const channel = await opening;
  let last: unknown = null;
  channel.on("error", (error) => {
    last = error;
  });
  return { channel, lastError: () => last };
}

/**
 * Runs something that the server may answer by closing the channel (a passive declare of what does not exist): on a
 * channel of its own, which is gone afterwards.
 */
export async function onSpareChannel<T>(
  model: ChannelModel,
  run: (channel: Channel) => Promise<T>,
): Promise<T> {
  const { channel, lastError } = await openChannel(model);
  try {
    return await run(channel);
  } catch (error) {
    throw lastError() ?? error;
  } finally {
    await closeChannel(channel);
  }
}

/** Whatever becomes of it or of its connection; amqplib leaves who closes waiting when the connection goes meanwhile. */
export function closeChannel(channel: Channel): Promise<void> {
  return new Promise((resolve) => {
    const done = () => resolve();
    channel.once("close", done);
    // Throws at once when it is closed already.
    Promise.resolve()
      .then(() => channel.close())
      .then(done, done);
  });
}

function login({ loginMethod, username, password }: AmqpTarget) {
  if (loginMethod === "EXTERNAL") return credentials.external();
  return loginMethod === "AMQPLAIN"
    ? credentials.amqplain(username, password)
    : credentials.plain(username, password);
}

async function tlsOptions(target: AmqpTarget, tls: AmqpTls): Promise<ConnectionOptions> {
  try {
    return await readTlsOptions(tls);
  } catch (error) {
    throw new AmqpStepError("certificate files", target, error);
  }
}

/** What node:tls needs; also for the management API of the same server. */
export async function readTlsOptions(tls: AmqpTls): Promise<ConnectionOptions> {
  return {
    rejectUnauthorized: tls.verify,
    ...(tls.caFile === null ? {} : { ca: await readFile(tls.caFile) }),
    ...(tls.certFile === null ? {} : { cert: await readFile(tls.certFile) }),
    ...(tls.keyFile === null ? {} : { key: await readFile(tls.keyFile) }),
    ...(tls.serverName === null ? {} : { servername: tls.serverName }),
    ...(tls.verify && tls.checkHostname ? {} : { checkServerIdentity: () => undefined }),
  };
}

/** Something listened, but did not speak AMQP: asks it once in ways that others answer. */
async function tellWhatItIs(error: unknown, target: AmqpTarget): Promise<unknown> {
  const foreign = /frame|Invalid|Expected ConnectionStart|ETIMEDOUT|ECONNRESET|abruptly/i;
  const unreached = error instanceof Error && "code" in error && error.code !== "ECONNRESET";
  if (unreached || !foreign.test(errorText(error))) return error;
  const said = await sniff(target);
  if (/^(?:\+PONG|-ERR|-NOAUTH|-DENIED)/.test(said)) return new Error("it is Redis", { cause: error });
  if (said.startsWith("HTTP/")) return new Error("it is HTTP", { cause: error });
  if (target.tls === null && (await speaksTls(target))) return new Error("it is TLS", { cause: error });
  return error;
}

function speaksTls({ host, port }: AmqpTarget): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTls({ host, port, rejectUnauthorized: false, timeout: SNIFF_MS });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("secureConnect", () => done(true));
    // A refusal in TLS's own words is one, too.
    socket.on("error", (error) => done(/alert/i.test(error.message)));
    for (const event of ["close", "timeout"]) socket.on(event, () => done(false));
  });
}

function sniff({ host, port }: AmqpTarget): Promise<string> {
  return new Promise((resolve) => {
    let said = "";
    const socket = connectTcp({ host, port, timeout: SNIFF_MS }, () => socket.write("PING\r\n\r\n"));
    const done = () => {
      socket.destroy();
      resolve(said);
    };
    socket.on("data", (bytes: Buffer) => {
      said += bytes.toString("latin1");
      if (said.length >= 5) done();
    });
    for (const event of ["error", "close", "timeout"]) socket.on(event, done);
  });
}
