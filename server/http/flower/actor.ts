import type { Context } from "hono";
import { type Actor, anonymous } from "#lib/access/actor.ts";
import type { ApiEnv } from "../api-deps.ts";

/** Whoever the gate let in. */
export function actorOf(c: Context<ApiEnv>): Actor {
  return c.env.admission.actor ?? anonymous("unknown");
}
