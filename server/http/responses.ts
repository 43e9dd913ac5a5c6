// Pieces of route definitions: what every guarded route of the API may answer.
import type { z } from "@hono/zod-openapi";
import { errorBodySchema } from "#lib/api/error-schema.ts";

export function json<T extends z.ZodType>(schema: T, description: string) {
  return { content: { "application/json": { schema } }, description };
}

const refused = (description: string) => json(errorBodySchema, description);

/** What the gate answers before any route is asked. */
export const UNAUTHORIZED = {
  401: refused("Not signed in, or the credentials are wrong."),
  421: refused("Umbel does not answer to the name of the host that was asked for."),
  429: refused("Too many failed sign-ins, see Retry-After; or too many streams."),
};
export const BAD_REQUEST = { 400: refused("The request is malformed; `details` names the fields.") };
export const NOT_FOUND = { 404: refused("Not found.") };
export const CONFLICT = { 409: refused("In conflict with the present state: the message says why.") };
export const FORBIDDEN = {
  403: refused("Not allowed for this user, or the request came from another site."),
};
export const UNAVAILABLE = { 503: refused("The broker is away.") };
