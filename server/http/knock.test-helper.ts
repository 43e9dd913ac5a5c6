// One door of each room behind the front door, and bytes as they are sent to it.
import { once } from "node:events";
import { connect } from "node:net";
import type { TestServer } from "./test-server.test-helper.ts";

export const USERS = ["--basic-auth=ann:right,bob:b"];
export const FORM = "application/x-www-form-urlencoded";
/** One of each room behind the door. */
export const DOORS = [
  "/",
  "/login",
  "/tasks",
  "/icon.svg",
  "/_next/static/x.js",
  "/_next/image",
  "/api/v1/tasks",
  "/api/tasks",
  "/api/auth/callback/credentials",
  "/api/auth/signout",
  "/api/auth/session",
  "/healthcheck",
  "/metrics",
  "/live/?EIO=4&transport=polling",
];

/** What the server says to these bytes until it hangs up or has said a whole head; "" when it says nothing. */
export async function say(server: TestServer, ...parts: (string | Buffer)[]): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  let text = "";
  const answered = new Promise<void>((resolve) => {
    socket.setEncoding("latin1").on("data", (chunk) => {
      text += chunk;
      if (text.includes("\r\n\r\n")) resolve();
    });
    socket.once("close", () => resolve());
    // Cut by the server: that is an answer too.
    socket.on("error", () => undefined);
  });
  await once(socket, "connect");
  for (const part of parts) if (!socket.destroyed) socket.write(part);
  await answered;
  socket.destroy();
  return text;
}

export const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
