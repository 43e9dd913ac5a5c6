// Takes secrets out of what leaves Umbel or is written to the audit log: by the name of the key, and inside URLs.
// Celery masks most of `conf`, but neither `broker_read_url` nor `stats.broker.alternates` (celery-wire.md D3, I11).
import { maskSecrets } from "../access/mask.ts";
import type { Json } from "../json.ts";
import { setKey } from "../kombu/object.ts";

const SECRET_KEY =
  /pass(word|wd|phrase)?$|secret|token|api_?key|private_?key|credential|signature|^alternates$|transport_options|sentinel_kwargs/i;
const MASK = "********";

export function maskJson(value: Json): Json {
  if (typeof value === "string") return maskSecrets(value);
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map(maskJson);
  const result: Record<string, Json> = {};
  for (const [key, member] of Object.entries(value)) {
    setKey(result, key, SECRET_KEY.test(key) && !isEmpty(member) ? MASK : maskJson(member));
  }
  return result;
}

/** An unset secret may be seen to be unset. */
function isEmpty(value: Json): boolean {
  if (value === null || value === "" || typeof value === "boolean") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

// Array.isArray does not narrow readonly arrays.
function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
