"use client";
// Where the commands about something are listed, for those who may read them.
import { can } from "#lib/access/roles.ts";
import { activityPath } from "#lib/routes.ts";
import { useMe } from "../live/use-me.ts";

/** null: whoever looks may not read the audit log. Until that is known the link is there, so that nothing moves. */
export function useActivityHref(text: string): string | null {
  const me = useMe();
  return me === null || can(me, "audit") ? activityPath(text) : null;
}
