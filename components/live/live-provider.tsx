"use client";
// Holds the one live connection of the page.
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { createLiveConnection, type LiveConnection } from "./connection.ts";
import { createSocketPort } from "./socket-port.ts";

const Live = createContext<LiveConnection | null>(null);

export interface LiveProviderProps {
  /** Another connection than the socket, for tests. */
  readonly connection?: LiveConnection;
  readonly children: ReactNode;
}

export function LiveProvider({ connection, children }: LiveProviderProps): ReactNode {
  const [live] = useState(() => connection ?? createLiveConnection(createSocketPort()));
  useEffect(() => live.start(), [live]);
  return <Live value={live}>{children}</Live>;
}

export function useLive(): LiveConnection {
  const live = useContext(Live);
  if (live === null) throw new Error("useTopic and useConnection need a LiveProvider above them");
  return live;
}
