"use client";
// A lost connection may mean that the session has ended: the socket alone cannot tell. Then the way is to sign-in.
import { useEffect } from "react";
import { LOGIN_PATH } from "#lib/routes.ts";
import { requestJson } from "../live/api.ts";
import { useConnection } from "../live/use-connection.ts";
import { isLeaving } from "./sign-out.ts";

export function useSessionGuard(): void {
  const connection = useConnection();
  // Each failed attempt asks anew: the first ones may have failed because the network was away.
  useEffect(() => {
    if (connection.state !== "reconnecting" || connection.error === null) return;
    void requestJson("/api/v1/me").then((answer) => {
      if (answer.ok || answer.status !== 401 || isLeaving()) return;
      const here = `${window.location.pathname}${window.location.search}`;
      window.location.assign(`${LOGIN_PATH}?next=${encodeURIComponent(here)}`);
    });
  }, [connection]);
}
