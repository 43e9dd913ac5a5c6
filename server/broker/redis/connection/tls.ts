// TLS of a Redis from the two places where kombu reads it: the URL's query and `broker_use_ssl`; what the URL says wins.
import { type CertReqs, readCertReqs, type TlsSettings } from "#lib/kombu/transport-options.ts";
import { bad, ok, type Result } from "#lib/result.ts";
import type { RedisTls } from "./target.ts";

const NOTHING_SAID: TlsSettings = {
  certReqs: null,
  caFile: null,
  certFile: null,
  keyFile: null,
  checkHostname: null,
  serverHostname: null,
};
const NO = ["false", "0", "no", "off"];

/** null when neither scheme nor query nor settings ask for TLS. */
export function readTls(
  secure: boolean,
  query: URLSearchParams,
  settings: TlsSettings | null,
): Result<TlsSettings | null, "url"> {
  const asked = [...query.keys()].some((key) => key.startsWith("ssl_"));
  if (!secure && !asked && settings === null) return ok(null);
  const wanted = query.get("ssl_cert_reqs");
  const certReqs = wanted === null ? null : readCertReqs(wanted);
  if (wanted !== null && certReqs === null) {
    return bad("url", "ssl_cert_reqs must be CERT_NONE, CERT_OPTIONAL or CERT_REQUIRED");
  }
  const hostname = query.get("ssl_check_hostname");
  const base = settings ?? NOTHING_SAID;
  return ok({
    certReqs: certReqs ?? base.certReqs,
    caFile: query.get("ssl_ca_certs") ?? base.caFile,
    certFile: query.get("ssl_certfile") ?? base.certFile,
    keyFile: query.get("ssl_keyfile") ?? base.keyFile,
    checkHostname: hostname === null ? base.checkHostname : !NO.includes(hostname.toLowerCase()),
    serverHostname: base.serverHostname,
  });
}

/** Python's CERT_OPTIONAL means the same as CERT_REQUIRED for a client; kombu without any word does not verify. */
export function toRedisTls(settings: TlsSettings): RedisTls {
  const { certReqs, checkHostname, caFile, certFile, keyFile, serverHostname } = settings;
  const verify = certReqs === "required" || certReqs === "optional";
  return { verify, checkHostname: checkHostname ?? true, caFile, certFile, keyFile, serverHostname };
}

/** What must be known of an unverified connection; null when it is verified. */
export function tlsWarning(certReqs: CertReqs | null): string | null {
  if (certReqs === null) {
    return "The broker's certificate is not checked (TLS without ssl_cert_reqs, as kombu does); add ?ssl_cert_reqs=CERT_REQUIRED to the URL to check it.";
  }
  return certReqs === "none" ? "The broker's certificate is not checked (ssl_cert_reqs=CERT_NONE)." : null;
}
