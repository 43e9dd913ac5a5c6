// Flower's questions about tasks: the list, one task, the names seen, and the table of its page.
import type { Context } from "hono";
import { decodeName } from "#lib/address.ts";
import { UmbelError } from "#lib/api/error.ts";
import { parseSearch } from "#lib/flower/search/parse.ts";
import type { TaskSelection } from "#lib/flower/selection.ts";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
import type { Routes } from "../guarded.ts";
import { enclosed, jsonPieces, jsonText, jsonValue } from "./json-text.ts";
import { type Params, readParams } from "./params.ts";
import { selectList, tellTasks } from "./task-lists.ts";

const SORTS = ["name", "received", "started", "state"];
const NEWEST_FIRST = { sortBy: "timestamp", descending: true };

export function addFlowerTasks(routes: Routes, { engine }: Pick<ApiDeps, "engine">): void {
  routes.needing("view").get("/api/tasks", async (c) => {
    const params = await readParams(c);
    const limit = params.whole("limit");
    const offset = Math.max(0, params.whole("offset") ?? 0);
    const { sortBy, descending } = sortOf(params.text("sort_by"));
    const filter = filterOf(params);
    const parsed = parseSearch(params.text("search") ?? "");
    // The one error that Flower tells as JSON, in its own shape.
    if (!parsed.ok) return jsonValue(c, { error: parsed.error }, 400);
    if (limit !== null && limit <= 0) return jsonText(c, "{}");
    const selection = { ...filter, search: parsed.search, sortBy };
    const list = await selectList(engine, { selection, descending, offset, limit });
    return jsonPieces(c, enclosed("{", tellTasks(engine, list, true), "}"));
  });

  routes.needing("view").get("/api/task/info/:id{.*}", async (c) => {
    const uuid = decodeName(c.req.param("id"));
    const task = await engine.query("flowerTask", { uuid });
    if (task === null) throw new UmbelError("not_found", `Unknown task '${uuid}'`);
    return jsonText(c, task);
  });

  routes.needing("view").get("/api/task/types", async (c) => {
    return jsonValue(c, { "task-types": await engine.query("seenNames", {}) });
  });

  const table = async (c: Context<ApiEnv>) => {
    const params = await readParams(c);
    const draw = params.needWhole("draw");
    const offset = Math.max(0, params.needWhole("start"));
    const length = params.needWhole("length");
    const column = params.needWhole("order[0][column]");
    const key = params.text(`columns[${column}][data]`);
    const order =
      key === null ? NEWEST_FIRST : { sortBy: key, descending: params.text("order[0][dir]") === "desc" };
    const parsed = parseSearch(params.text("search[value]") ?? "");
    const selection = { ...EVERYTHING, search: parsed.ok ? parsed.search : null, sortBy: order.sortBy };
    const limit = parsed.ok ? Math.max(0, length) : 0;
    const request = { selection, descending: order.descending, offset, limit };
    const list = await selectList(engine, request);
    const counts = { recordsTotal: list.held, recordsFiltered: parsed.ok ? list.matching : 0 };
    const rest = JSON.stringify(parsed.ok ? counts : { ...counts, searchError: parsed.error });
    const pieces = enclosed(`{"draw":${draw},"data":[`, tellTasks(engine, list, false), `],${rest.slice(1)}`);
    return jsonPieces(c, pieces);
  };
  routes.needing("view").get("/tasks/datatable", table);
  routes.needing("view").post("/tasks/datatable", table);
}

const EVERYTHING = { name: null, worker: null, state: null, receivedFrom: null, receivedTo: null };

function filterOf(params: Params): Omit<TaskSelection, "search" | "sortBy"> {
  const chosen = (name: string) => {
    const text = params.text(name);
    return text === "All" ? null : text;
  };
  return {
    name: chosen("taskname"),
    worker: chosen("workername"),
    state: chosen("state"),
    receivedFrom: params.time("received_start"),
    receivedTo: params.time("received_end"),
  };
}

function sortOf(text: string | null): { sortBy: string; descending: boolean } {
  if (text === null) return NEWEST_FIRST;
  const sortBy = text.replace(/^-+/, "");
  if (SORTS.includes(sortBy)) return { sortBy, descending: text.startsWith("-") };
  const accepted = `one of ${SORTS.join(", ")}`;
  throw new UmbelError("bad_request", `Invalid sort_by '${text.slice(0, 100)}', expected ${accepted}`);
}
