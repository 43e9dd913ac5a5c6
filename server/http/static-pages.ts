// The pages as Next built them (scripts/build.mjs), served as files: what was fetched before comes from the browser's own
// cache, nothing is kept here but the few documents. One page stands for all names, `tasks/_` for each task. Next's router
// asks for a page's data as `.txt` beside it, in pieces or whole.
import { readdir, readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { getRequestListener } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { etag } from "hono/etag";
import { UmbelError } from "#lib/api/error.ts";
import { ANY_NAME } from "#lib/routes.ts";
import { type PageTemplate, pageTemplate } from "./page-template.ts";
import type { Pages, PagesOptions, PageVisit } from "./pages.ts";
import { movedTo, refusal, refuse } from "./refusal.ts";

/** Where scripts/build.mjs puts them, in the project's folder. */
const FOLDER = "dist/pages";
const NOT_FOUND = "404";
/** Of the pages that Next builds, those that are at no path of their own name. */
const ELSEWHERE = [NOT_FOUND, "_not-found", "index"];
/** Their names change with what is in them. */
const ASSETS = "/_next/static/";
const IMMUTABLE = "public, max-age=31536000, immutable";
/** No page and no file. */
const NOWHERE = "/c";
const ICON = /^\/[\w-]+\.(?:ico|svg|png|webmanifest)$/;
/** Where Next's router asks for a piece of a page's data, and for all of them. */
const PIECE = /^(.*)(\/__next\.[^/]+\.txt)$/;
const WHOLE = /^(.*?)(?:(?<=^)\/index)?\.txt$/;

const compress = promisify(gzip);

/** Rejects when the pages have not been built. */
export async function openStaticPages({ dir }: Pick<PagesOptions, "dir">): Promise<Pages> {
  const root = path.join(dir, FOLDER);
  const built = await listPages(root);
  const serveFile = fileListener(root);
  const templates = new Map<string, Promise<PageTemplate>>();
  const templateOf = (page: string) => {
    const template = templates.get(page) ?? readTemplate(root, page);
    templates.set(page, template);
    return template;
  };

  async function sendPage(request: IncomingMessage, response: ServerResponse, visit: PageVisit) {
    const place = visit.place(request.url ?? "/");
    const page = pageAt(place.target, built);
    const zipped = /\bgzip\b/.test(String(request.headers["accept-encoding"]));
    response.writeHead(page === null ? 404 : 200, {
      "content-type": "text/html; charset=utf-8",
      vary: "accept-encoding",
      ...(zipped && { "content-encoding": "gzip" }),
    });
    // Next's router asks so before it follows a link.
    if (request.method === "HEAD") return void response.end();
    const html = (await templateOf(page ?? NOT_FOUND)).fill(visit.nonce, place);
    response.end(zipped ? await compress(html) : html);
  }

  return {
    async handle(request, response, visit) {
      const url = request.url ?? "/";
      const at = pathOf(url);
      const file = fileAt(at) ?? (request.headers.rsc === undefined ? null : dataAt(request, visit, built));
      if (file !== null) {
        if (file.startsWith(ASSETS)) response.setHeader("cache-control", IMMUTABLE);
        request.url = file;
        return serveFile(request, response);
      }
      const straight = at.replace(/(?<=.)\/+$/, "");
      if (straight !== at) return refuse(response, movedTo(straight + url.slice(at.length)));
      return sendPage(request, response, visit);
    },
    upgrade: null,
    close: async () => undefined,
  };
}

async function listPages(root: string): Promise<ReadonlySet<string>> {
  const names = await readdir(root, { recursive: true }).catch(() => []);
  const pages = names
    .filter((name) => name.endsWith(".html"))
    .map((name) => name.slice(0, -".html".length).replaceAll(path.sep, "/"));
  if (!pages.includes(NOT_FOUND))
    throw new UmbelError("conflict", `There are no pages in ${root}: build them with npm run build.`);
  return new Set(pages);
}

async function readTemplate(root: string, page: string): Promise<PageTemplate> {
  return pageTemplate(page, await readFile(path.join(root, `${page}.html`), "utf8"));
}

function pathOf(url: string): string {
  return url.split("?", 1).join("");
}

/** The page at a path, `/tasks/7` is `tasks/_`; null: none. */
function pageAt(target: string | null, built: ReadonlySet<string>): string | null {
  if (target === null) return null;
  const at = pathOf(target).slice(1);
  if (at === "") return "index";
  const any = at.replace(/[^/]+$/, ANY_NAME);
  return [at, any].find((page) => built.has(page) && !ELSEWHERE.includes(page)) ?? null;
}

function fileAt(at: string): string | null {
  return at.startsWith(ASSETS) || ICON.test(at) ? at : null;
}

/** The file of a page's data, which is asked for by a name of Next's own; one that is not there for what is no page. */
function dataAt(
  { url = "/", headers }: IncomingMessage,
  { place }: PageVisit,
  built: ReadonlySet<string>,
): string {
  const form = headers["next-router-segment-prefetch"] === undefined ? WHOLE : PIECE;
  const [, of = NOWHERE, piece = ".txt"] = form.exec(pathOf(url)) ?? [];
  const page = pageAt(place(of || "/").target, built);
  if (page === null) return NOWHERE;
  return page === "index" && piece !== ".txt" ? piece : `/${page}${piece}`;
}

/** Files of the folder, compressed beforehand, with ETag; what is not there is refused in words. */
function fileListener(root: string) {
  const app = new Hono()
    .use(etag())
    .use(serveStatic({ root, precompressed: true }))
    .notFound(() => {
      const { status, headers, body } = refusal(new UmbelError("not_found", "There is no such file."));
      return new Response(body, { status, headers });
    });
  return getRequestListener(app.fetch, { overrideGlobalObjects: false, hostname: "localhost" });
}
