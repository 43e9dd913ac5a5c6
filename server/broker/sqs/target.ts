// Reads an `sqs://` URL the way kombu does: `sqs://`, `sqs://key:secret@`, and with a host of one's own,
// `sqs://key:secret@localhost:4566`. The secret never appears in an error or in `masked`.
import { DEFAULT_SQS, type SqsOptions } from "#lib/kombu/sqs-options.ts";
import { unquote } from "#lib/kombu/unquote.ts";
import { MASK } from "#lib/masking/mark.ts";
import { bad, ok, type Result } from "#lib/result.ts";

export interface SqsTarget {
  /** null: AWS's own chain decides (environment, profile, role of the machine). */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
  /** null: AWS's own for the region. */
  readonly endpoint: string | null;
  readonly options: SqsOptions;
  readonly masked: string;
}

/** Secrets hold slashes that should be escaped and often are not: the last `@` ends them. */
const FORM = /^sqs:\/\/(?:(.*)@)?([^/?#@]*)(?:[/?#].*)?$/is;
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i;

export function parseSqsUrl(text: string, options: SqsOptions = DEFAULT_SQS): Result<SqsTarget, "url"> {
  const [, user = "", host = ""] = FORM.exec(text) ?? [];
  if (!FORM.test(text)) return bad("url", "the form is sqs://key:secret@, or sqs:// with AWS's environment");
  const colon = user.indexOf(":");
  const key = unquote(colon < 0 ? user : user.slice(0, colon));
  const secret = unquote(colon < 0 ? "" : user.slice(colon + 1));
  if ((key === "") !== (secret === "")) {
    return bad("url", "it has only one of key and secret; the form is sqs://key:secret@");
  }
  if (host !== "" && !HOST.test(host))
    return bad("url", "its host is not one; AWS itself needs none: sqs://");
  return ok({
    credentials: key === "" ? null : { accessKeyId: key, secretAccessKey: secret },
    endpoint: host === "" ? null : `${options.isSecure ? "https" : "http"}://${host}`,
    options,
    masked: `sqs://${key === "" ? "" : `${key}:${MASK}@`}${host}`,
  });
}
