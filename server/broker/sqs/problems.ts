// Tells the ways apart in which SQS can be away or refuse, and what to do about each. Never repeats a key.
import { UmbelError } from "#lib/api/error.ts";
import type { BrokerProblem } from "#lib/live/views.ts";
import type { Problem } from "../supervisor.ts";
import type { SqsTarget } from "./target.ts";

const SQS_RIGHTS = "sqs:ListQueues, sqs:GetQueueUrl and sqs:GetQueueAttributes";

export function explainSqs(error: unknown, target: SqsTarget): Problem {
  const { name, code, message } = facts(error);
  const at = target.endpoint ?? "SQS";
  if (name === "CredentialsProviderError") {
    return problem(
      "auth",
      "No AWS credentials were found.",
      "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, give the machine a role, or put them in the URL: sqs://key:secret@",
    );
  }
  if (/InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|InvalidSecurity/.test(name)) {
    return problem(
      "auth",
      "AWS does not know the access key.",
      "Check the key in the broker URL or the environment.",
    );
  }
  if (/SignatureDoesNotMatch/.test(name)) {
    return problem(
      "auth",
      "AWS refused the secret of the access key.",
      "Check it; in the broker URL special characters must be percent-encoded (/ is %2F, + is %2B).",
    );
  }
  if (/Expired|RequestTimeTooSkewed/.test(name)) {
    return problem(
      "auth",
      "The AWS credentials have expired, or the clock is wrong.",
      "Renew them, or set the clock.",
    );
  }
  if (/AccessDenied/.test(name)) {
    return problem("permission", "AWS does not let these credentials do that.", `Umbel needs ${SQS_RIGHTS}.`);
  }
  if (/NonExistentQueue|QueueDoesNotExist/.test(name)) {
    return problem(
      "protocol",
      "SQS has no such queue.",
      "Check predefined_queues, the region and queue_name_prefix.",
    );
  }
  return (
    byNetwork(name, code, at) ?? problem("unknown", `${at}: ${message}`, "Umbel keeps trying; see its log.")
  );
}

function byNetwork(name: string, code: string, at: string): Problem | null {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return problem(
      "dns",
      `The host name of ${at} is not known.`,
      "Check the region, or the host in the broker URL.",
    );
  }
  if (code === "ECONNREFUSED") {
    return problem("refused", `Nothing listens on ${at}.`, "Check host and port of the broker URL.");
  }
  if (/Timeout|Abort/.test(name) || /^E(TIMEDOUT|HOSTUNREACH|NETUNREACH)$/.test(code)) {
    return problem(
      "timeout",
      `${at} does not answer.`,
      "Check the network, and that the region is the right one.",
    );
  }
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code)) {
    return problem("tls", `${at} could not be trusted: ${code}.`, "Set is_secure as the endpoint needs it.");
  }
  return null;
}

/** The same as an error for whoever asked. */
export function sqsError(error: unknown, target: SqsTarget): UmbelError {
  if (error instanceof UmbelError) return error;
  const { name } = facts(error);
  const { text, remedy } = explainSqs(error, target);
  if (/NonExistentQueue|QueueDoesNotExist/.test(name)) return new UmbelError("not_found", text);
  if (/PurgeQueueInProgress/.test(name)) {
    return new UmbelError(
      "conflict",
      "SQS empties that queue already: it does so at most once in 60 seconds.",
    );
  }
  if (/AccessDenied/.test(name)) return new UmbelError("forbidden", `${text} ${remedy}`);
  return new UmbelError("broker_unavailable", `${text} ${remedy}`);
}

function facts(error: unknown): { readonly name: string; readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { name: "", code: "", message: String(error) };
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error; // of a failed connection
  const code = first instanceof Error && "code" in first && typeof first.code === "string" ? first.code : "";
  return { name: error.name, code, message: error.message.slice(0, 200) };
}

function problem(code: BrokerProblem, text: string, remedy: string): Problem {
  return { code, text, remedy };
}
