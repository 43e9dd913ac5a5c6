// Tells the ways apart in which a RabbitMQ can be away or refuse, and what to do about each. Texts never carry a
// password: only the server's own words and the target without its secrets are used.
import type { BrokerProblem } from "#lib/live/views.ts";
import type { Problem } from "../supervisor.ts";
import type { AmqpTarget } from "./url.ts";

/** What went wrong, with the step it happened in and the server it happened with. */
export class AmqpStepError extends Error {
  readonly step: AmqpStep;
  readonly target: AmqpTarget;
  constructor(step: AmqpStep, target: AmqpTarget, cause: unknown) {
    super(errorText(cause), { cause });
    this.step = step;
    this.target = target;
  }
}
export type AmqpStep = "certificate files" | "handshake" | "declare" | "session";

/** RabbitMQ's `configure write read` that Umbel needs (reading task queues: to empty them). Tested with exactly these. */
const EXCHANGES = "celeryev|celery\\.pidbox|reply\\.celery\\.pidbox";
const OWN_QUEUES = "celeryev\\.umbel.*|umbel.*\\.reply\\.celery\\.pidbox";
export const AMQP_RIGHTS = {
  configure: `^(${EXCHANGES}|${OWN_QUEUES})$`,
  write: `^(celery\\.pidbox|amq\\.default|${OWN_QUEUES})$`,
  read: ".*",
} as const;

export function errorText(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return errorText(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

function errorCode(error: unknown): string {
  if (error instanceof AmqpStepError) return errorCode(error.cause);
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return "";
}

/** AMQP reply code (403, 404, 530 …); null when the server did not say one. */
export function replyCode(error: unknown): number | null {
  if (error instanceof AmqpStepError) return replyCode(error.cause);
  if (error instanceof Error && "code" in error && typeof error.code === "number") return error.code;
  const said = /\b(3\d\d|4\d\d|5\d\d) \([A-Z_-]+\)|"replyCode":(\d{3})/.exec(errorText(error));
  return said === null ? null : Number(said[1] ?? said[2]);
}

/** `fallback` is the server meant when the error does not say which. */
export function explainAmqp(error: unknown, fallback: AmqpTarget): Problem {
  const target = error instanceof AmqpStepError ? error.target : fallback;
  const step = error instanceof AmqpStepError ? error.step : "session";
  const text = errorText(error);
  const at = `${target.host}:${target.port}`;
  return (
    byReply(text, step, target) ??
    bySocket(errorCode(error), text, step, target) ??
    problem("unknown", `RabbitMQ at ${at}: ${text}`, "Umbel keeps trying; see its log for details.")
  );
}

function byReply(text: string, step: AmqpStep, target: AmqpTarget): Problem | null {
  const who = target.username;
  if (/SASL mechanism/.test(text)) {
    return problem(
      "auth",
      `RabbitMQ does not offer the login method ${target.loginMethod}.`,
      "Use another one with login_method=PLAIN in the broker URL, or switch it on in RabbitMQ (auth_mechanisms).",
    );
  }
  if (step === "handshake" && /ACCESS.REFUSED/.test(text)) {
    return problem("auth", `RabbitMQ refused user ${who} or the password.`, loginRemedy(target));
  }
  if (step === "handshake" && /Expected ConnectionOpenOk; got <ConnectionClose/.test(text))
    return explainVhost(target);
  if (/ACCESS.REFUSED/.test(text)) return explainRefused(text, target);
  if (/RESOURCE.LOCKED/.test(text)) {
    return problem(
      "permission",
      `A queue that Umbel needs belongs to another connection: ${words(text)}`,
      "Umbel tries again under another name.",
    );
  }
  if (/PRECONDITION.FAILED/.test(text)) {
    return problem(
      "protocol",
      `RabbitMQ has an exchange of Celery with other settings: ${words(text)}`,
      "Delete that exchange while no worker runs; the workers declare it again as Celery needs it.",
    );
  }
  if (/NOT.FOUND/.test(text)) {
    return problem(
      "protocol",
      `RabbitMQ does not have what Umbel needs: ${words(text)}`,
      `Start a worker first, or let user ${who} declare exchanges: ${permissionCommand(target)}`,
    );
  }
  if (/CONNECTION.FORCED/.test(text)) {
    return problem(
      "lost",
      `RabbitMQ closed the connection: ${words(text)}`,
      "Umbel reconnects by itself once RabbitMQ is back.",
    );
  }
  return null;
}

function loginRemedy({ loginMethod, username, host }: AmqpTarget): string {
  if (loginMethod === "EXTERNAL") {
    return "EXTERNAL takes the user from the client certificate: check ssl_certfile, and that RabbitMQ knows that user.";
  }
  const local = host === "localhost" || host.startsWith("127.");
  const guest =
    username === "guest" && !local ? " The user guest may only connect from RabbitMQ's own machine." : "";
  return `Check user and password in the broker URL; special characters must be percent-encoded.${guest}`;
}

/** The last step of opening names the virtual host; amqplib keeps RabbitMQ's reason to itself. */
function explainVhost(target: AmqpTarget): Problem {
  const { vhost, username } = target;
  return problem(
    "permission",
    `RabbitMQ does not let user ${username} into the virtual host “${vhost}”: it does not exist, or the user has no permissions on it.`,
    `Use the virtual host of Celery's broker_url (amqp://host/name; “/” is written amqp://host//), or give the permissions: ${permissionCommand(target)}`,
  );
}

function explainRefused(text: string, target: AmqpTarget): Problem {
  const what = /to (exchange|queue|topic) '([^']*)'/.exec(text);
  const thing = what === null ? "something that Umbel needs" : `the ${what[1]} “${what[2]}”`;
  return problem(
    "permission",
    `RabbitMQ user ${target.username} has no right to ${thing}.`,
    `Give the permissions: ${permissionCommand(target)}`,
  );
}

function permissionCommand({ vhost, username }: AmqpTarget): string {
  const { configure, write, read } = AMQP_RIGHTS;
  return `rabbitmqctl set_permissions -p ${vhost} ${username} '${configure}' '${write}' '${read}'`;
}

function bySocket(code: string, text: string, step: AmqpStep, target: AmqpTarget): Problem | null {
  const at = `${target.host}:${target.port}`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return problem("dns", `The host name ${target.host} is not known.`, "Check the host in the broker URL.");
  }
  if (code === "ECONNREFUSED") {
    return problem(
      "refused",
      `Nothing listens on ${at}.`,
      "Start RabbitMQ, or check host and port of the broker URL.",
    );
  }
  if (isTls(code, text)) return explainTls(code, text, target);
  if (step === "handshake" && code === "") return explainHandshake(text, target);
  if (
    /^(?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code) ||
    /timed ?out|ETIMEDOUT|Heartbeat timeout/i.test(text)
  ) {
    return problem("timeout", `${at} does not answer.`, "Check the network and a firewall in between.");
  }
  if (/closed|ECONNRESET|EPIPE|Socket|Unexpected close|ended/i.test(`${code} ${text}`)) {
    const hint = step === "handshake" && target.tls === null ? " If it speaks only TLS, use amqps://." : "";
    return problem("lost", `The connection to ${at} was closed.`, `Umbel reconnects by itself.${hint}`);
  }
  return null;
}

/** It listens, but does not speak as a RabbitMQ does. */
function explainHandshake(text: string, target: AmqpTarget): Problem | null {
  const at = `${target.host}:${target.port}`;
  const not = (what: string, remedy = "Check host and port of the broker URL; RabbitMQ's own is 5672.") =>
    problem("protocol", `What answers on ${at} is ${what}, not RabbitMQ.`, remedy);
  if (/it is Redis/.test(text)) return not("Redis", "For a Redis broker the URL begins with redis://.");
  if (/it is HTTP/.test(text)) {
    return not(
      "a web server",
      "Use RabbitMQ's AMQP port (5672) in the broker URL; 15672 is its management API (--broker-api).",
    );
  }
  if (/it is TLS/.test(text)) {
    return problem("tls", `${at} speaks TLS.`, "Use amqps:// instead of amqp://.");
  }
  if (/frame|Invalid|Expected|type/i.test(text)) return not("something else");
  return null;
}

function isTls(code: string, text: string): boolean {
  return (
    /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO|HOSTNAME_MISMATCH)/.test(
      code,
    ) ||
    /certificate|SSL|PEM/.test(text) ||
    (code === "ENOENT" && /\.(pem|crt|key)/.test(text))
  );
}

function explainTls(code: string, text: string, target: AmqpTarget): Problem {
  if (/wrong.version|packet length|unknown protocol/i.test(text)) {
    return problem(
      "tls",
      "That port does not speak TLS.",
      "Use amqp:// instead of amqps://, or the TLS port (5671).",
    );
  }
  if (code === "ENOENT") {
    return problem("tls", `A certificate file is missing: ${text}`, "Check the ssl_… paths of the URL.");
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return problem(
      "tls",
      `The certificate is not for ${target.tls?.serverName ?? target.host}.`,
      "Use the name that it was made for, or add ssl_check_hostname=false to the URL.",
    );
  }
  if (/alert|handshake failure|certificate required/i.test(text)) {
    return problem(
      "tls",
      `RabbitMQ refused the TLS connection: ${text}`,
      "It may want a client certificate: name it with ssl_certfile=/path/cert.pem&ssl_keyfile=/path/key.pem in the URL.",
    );
  }
  return problem(
    "tls",
    `The TLS connection failed: ${text}`,
    "Name the authority with ssl_ca_certs=/path/ca.pem in the URL; a server that wants a client certificate needs ssl_certfile and ssl_keyfile.",
  );
}

/** RabbitMQ takes no message while an alarm is on. */
export function explainBlocked(reason: string): Problem {
  const disk = /disk/i.test(reason);
  return problem(
    "blocked",
    `RabbitMQ has a ${disk ? "disk" : "memory"} alarm and takes no messages (${words(reason)}).`,
    `Workers cannot report and commands cannot go until it has ${disk ? "disk space" : "memory"} again: rabbitmqctl status shows the alarm.`,
  );
}

/** The server's own sentence out of amqplib's. */
function words(text: string): string {
  const said = /with message "([^"]+)"|"replyText":"([^"]+)"/.exec(text);
  return (said?.[1] ?? said?.[2] ?? text).replace(/^[A-Z_]+ - /, "").slice(0, 300);
}

function problem(code: BrokerProblem, text: string, remedy: string): Problem {
  return { code, text, remedy };
}
