// The form's fields as text, and the request they make. Numbers and times are checked by the server; arguments here, because
// they must be read exactly.
import { printJson, type WireJson } from "#lib/kombu/print-json.ts";
import { readArgsField, readKwargsField } from "#lib/sending/read-fields.ts";
import { fields as words } from "../words/sending.ts";

export interface SendFields {
  readonly name: string;
  readonly queue: string;
  readonly args: string;
  readonly kwargs: string;
  readonly eta: string;
  readonly countdown: string;
  readonly expires: string;
  readonly priority: string;
  readonly timeLimit: string;
  readonly softTimeLimit: string;
  readonly id: string;
  readonly headers: string;
  readonly reason: string;
}

export const NO_FIELDS: SendFields = {
  name: "",
  queue: "",
  args: "",
  kwargs: "",
  eta: "",
  countdown: "",
  expires: "",
  priority: "",
  timeLimit: "",
  softTimeLimit: "",
  id: "",
  headers: "",
  reason: "",
};

export type FieldErrors = Readonly<Record<string, string>>;

/** The API's names of the fields, for its refusals. */
export const API_NAMES: Readonly<Record<string, keyof SendFields>> = {
  time_limit: "timeLimit",
  soft_time_limit: "softTimeLimit",
};

/** JSON text of the request, or what is wrong by field. */
export function bodyOf(fields: SendFields): { readonly text: string } | { readonly errors: FieldErrors } {
  const args = readArgsField(fields.args);
  const kwargs = readKwargsField(fields.kwargs);
  const headers = readKwargsField(fields.headers);
  const errors: Record<string, string> = {};
  if (fields.name.trim() === "") errors.name = words.noName;
  if (!args.ok) errors.args = args.detail;
  if (!kwargs.ok) errors.kwargs = kwargs.detail;
  if (!headers.ok) errors.headers = headers.detail;
  if (!args.ok || !kwargs.ok || !headers.ok || Object.keys(errors).length > 0) return { errors };
  const body: Record<string, WireJson> = { name: fields.name.trim(), args: args.value, kwargs: kwargs.value };
  const texts = { queue: fields.queue, eta: fields.eta, id: fields.id, reason: fields.reason };
  for (const [name, text] of Object.entries(texts)) if (text.trim() !== "") body[name] = text.trim();
  const numbers = {
    countdown: fields.countdown,
    priority: fields.priority,
    time_limit: fields.timeLimit,
    soft_time_limit: fields.softTimeLimit,
  };
  for (const [name, text] of Object.entries(numbers)) if (text.trim() !== "") body[name] = numberOr(text);
  if (fields.expires.trim() !== "") body.expires = numberOr(fields.expires);
  if (fields.headers.trim() !== "") body.headers = headers.value;
  return { text: printJson(body) };
}

/** What is no number is passed on as it stands: the server says what it accepts. */
function numberOr(text: string): number | string {
  const number = Number(text.trim());
  return Number.isFinite(number) ? number : text.trim();
}
