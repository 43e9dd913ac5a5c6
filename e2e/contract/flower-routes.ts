// Every route of Flower's own source with its methods and parameters, read from the Flower that is installed: a route or a
// parameter that no request of the suite names is a failure, not something forgotten.
import { execFileSync } from "node:child_process";
import { PIP_PYTHON } from "../fixtures/pythons.ts";

export interface FlowerRoute {
  /** A regular expression for the whole path. */
  readonly pattern: string;
  readonly methods: readonly ("GET" | "POST")[];
  /** `get_argument` of its handler. */
  readonly parameters: readonly string[];
}

const SCRIPT = `
import inspect, json, re
from tornado.web import RequestHandler
from flower.urls import handlers
found = []
for handler in handlers:
    pattern, cls = (handler.regex.pattern, handler.handler_class) if hasattr(handler, "regex") else handler[:2]
    if pattern == ".*":
        continue
    missing = RequestHandler._unimplemented_method
    methods = [name.upper() for name in ("get", "post") if getattr(cls, name) is not missing] or ["GET"]
    source = "".join(inspect.getsource(getattr(cls, name.lower())) for name in methods if name.lower() in cls.__dict__)
    found.append({"pattern": pattern, "methods": methods, "parameters": re.findall(r"get_argument\\(\\s*f?'([^']+)'", source)})
print(json.dumps(found))
`;

export function flowerRoutes(): readonly FlowerRoute[] {
  return JSON.parse(execFileSync(PIP_PYTHON, ["-B", "-c", SCRIPT], { encoding: "utf8" })) as FlowerRoute[]; // as SCRIPT prints
}

/** Names of every option that Flower defines. */
export function flowerOptions(): readonly string[] {
  const script = `
import json
from flower.options import options
print(json.dumps([o.name for o in options._options.values() if o.group_name.endswith("flower/options.py")]))`;
  return JSON.parse(execFileSync(PIP_PYTHON, ["-B", "-c", script], { encoding: "utf8" })) as string[]; // as it prints
}

/** What Flower says of each search; null: nothing is wrong with it. */
export function flowerSearchErrors(queries: readonly string[]): readonly (string | null)[] {
  const script = `
import json, sys
from flower.utils.search import QuerySyntaxError, parse_query
def error_of(query):
    try:
        parse_query(query)
    except QuerySyntaxError as error:
        return str(error)
print(json.dumps([error_of(query) for query in json.load(sys.stdin)]))`;
  const input = JSON.stringify(queries);
  return JSON.parse(execFileSync(PIP_PYTHON, ["-B", "-c", script], { encoding: "utf8", input })) as (
    | string
    | null
  )[]; // as it prints
}

export function matches({ pattern }: FlowerRoute, path: string): boolean {
  return new RegExp(`^${pattern.replace(/\$$/, "")}$`).test(path);
}
