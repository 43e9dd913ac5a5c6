// Who serves the pages: the files that were built, or Next in development.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Shown } from "#lib/api/shown.ts";

/** What an address says to the pages. */
export interface Place {
  readonly shown: Shown;
  /** Path and query within the cluster; null: no page of a cluster is meant. */
  readonly target: string | null;
}

export interface PageVisit {
  /** Of this answer: no script runs without it. */
  readonly nonce: string;
  readonly place: (url: string) => Place;
}

export interface Pages {
  readonly handle: (request: IncomingMessage, response: ServerResponse, visit: PageVisit) => Promise<void>;
  /** Hot reload, in development only. */
  readonly upgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | null;
  close(): Promise<void>;
}

export interface PagesOptions {
  /** The project's folder: where `app/` is, and what was built of it. */
  readonly dir: string;
  /** What people open. */
  readonly url: string;
}

export type StartPages = (options: PagesOptions) => Promise<Pages>;
