// A stand-in for the pages: each says its own path.
import type { Pages } from "./pages.ts";

export async function startFakePages(): Promise<Pages> {
  return {
    handle: async (request, response) =>
      void response.setHeader("content-type", "text/html").end(`<p>page ${request.url?.split("?", 1)[0]}`),
    upgrade: null,
    close: async () => undefined,
  };
}
