// Brings what a request asks for into one form, `/path?query`, before anything reads it; what cannot be brought there is
// refused in words, so that neither pages nor API meet a path that they cannot decode, or a host of which no URL can be
// made.
import type { IncomingMessage } from "node:http";
import { UmbelError } from "#lib/api/error.ts";
import { clientHost } from "./client.ts";
import { type Refusal, refusal } from "./refusal.ts";

/** `http://host/path`, as clients of a proxy send it; its host then counts, not the header's (RFC 9112, 3.2.2). */
const ABSOLUTE = /^https?:\/\/([^/?#@]+)([/?][^#]*)?$/i;

/** null: go on. */
export function straighten(request: IncomingMessage): Refusal | null {
  const [whole, host, rest = "/"] = ABSOLUTE.exec(request.url ?? "") ?? [];
  if (whole !== undefined && host !== undefined) {
    request.headers.host = host;
    request.url = rest.startsWith("/") ? rest : `/${rest}`;
  }
  if (![request.headers.host ?? "", clientHost(request)].every(isHost))
    return malformed("The Host must be a name or an address, with or without a port.");
  const path = (request.url ?? "").split("?", 1).join("");
  if (!/^\/(?!\/)[^\\]*$/.test(path))
    return malformed("A request must name a path that begins with one / and has no \\.");
  return isDecodable(path)
    ? null
    : malformed("The path has a % that is not the beginning of a UTF-8 character.");
}

/** Programs may say none. */
function isHost(host: string): boolean {
  return host === "" || (/^(?!.*[/?#@\\])[!-~]+$/.test(host) && URL.canParse(`http://${host}`));
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function malformed(message: string): Refusal {
  return refusal(new UmbelError("bad_request", message));
}
