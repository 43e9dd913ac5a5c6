// The page of the API's documentation, made from its OpenAPI document: plain HTML, no script, one style sheet whose hash
// is in the page's policy. It works without the network, and nothing in it can run.
import { createHash } from "node:crypto";

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<
    Record<string, { readonly description?: string; readonly content?: Content }>
  >;
}
interface Parameter {
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: unknown;
}
type Content = Readonly<Record<string, { readonly schema?: unknown }>>;
export interface ApiDocument {
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description?: string | undefined;
  };
  readonly paths?: object | undefined;
  readonly components?: { readonly schemas?: object | undefined } | undefined;
}

const STYLE = `
:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{max-width:960px;margin:0 auto;padding:24px 16px 80px}
h1{font-size:22px}h2{font-size:17px;margin:32px 0 8px;text-transform:capitalize}
details{border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:6px;margin:6px 0;padding:0 12px}
summary{cursor:pointer;padding:8px 0;display:flex;gap:10px;flex-wrap:wrap;align-items:baseline}
code,pre{font:13px/1.45 ui-monospace,monospace}code{overflow-wrap:anywhere}td{overflow-wrap:anywhere}summary code{min-width:0}pre{overflow-x:auto;padding:10px;border-radius:6px;background:color-mix(in srgb,currentColor 8%,transparent)}
.method{font-weight:600;min-width:44px}.what{opacity:.75}
table{border-collapse:collapse;width:100%;margin:6px 0 12px}td,th{text-align:left;vertical-align:top;padding:4px 10px 4px 0;font-weight:400}th{opacity:.7}
h3{font-size:14px;margin:12px 0 4px}`;

/** For the answer's `content-security-policy`. */
export const DOCS_POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

export function docsPage(document: ApiDocument): string {
  const groups = new Map<string, string[]>();
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations as object)) {
      const { tags } = operation as Operation; // what the document holds below a path
      const group = tags?.[0] ?? "other";
      groups.set(group, [...(groups.get(group) ?? []), operationHtml(method, path, operation as Operation)]);
    }
  }
  const { title, version, description = "" } = document.info;
  const body = [...groups].map(([name, parts]) => `<h2>${html(name)}</h2>${parts.join("")}`).join("");
  const schemas = Object.entries(document.components?.schemas ?? {})
    .map(
      ([name, schema]) =>
        `<details id="${html(name)}"><summary><code>${html(name)}</code></summary>${pre(schema)}</details>`,
    )
    .join("");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${html(title)} API</title><style>${STYLE}</style></head><body><h1>${html(title)} API ${html(version)}</h1><p>${html(description)} Machines read <a href="openapi.json">openapi.json</a>; times are epoch milliseconds, and null means not known. Clients of Flower find its API under <code>/api</code>.</p>${body}<h2>Schemas</h2>${schemas}</body></html>`;
}

function operationHtml(method: string, path: string, operation: Operation): string {
  const { summary = "", description, parameters = [], requestBody, responses = {} } = operation;
  const rows = parameters.map(
    (parameter) =>
      `<tr><td><code>${html(parameter.name ?? "")}</code>${parameter.required === true ? " *" : ""}</td><td>${html(parameter.in ?? "")}</td><td>${html(parameter.description ?? "")} <code>${html(brief(parameter.schema))}</code></td></tr>`,
  );
  const told = Object.entries(responses).map(
    ([status, response]) =>
      `<tr><td>${html(status)}</td><td>${html(response.description ?? "")} ${contentHtml(response.content)}</td></tr>`,
  );
  return [
    `<details><summary><span class="method">${html(method.toUpperCase())}</span><code>${html(path)}</code><span class="what">${html(summary)}</span></summary>`,
    description === undefined ? "" : `<p>${html(description)}</p>`,
    rows.length === 0 ? "" : `<h3>Parameters</h3><table>${rows.join("")}</table>`,
    requestBody === undefined ? "" : `<h3>Body</h3>${contentHtml(requestBody.content)}`,
    `<h3>Answers</h3><table>${told.join("")}</table></details>`,
  ].join("");
}

function contentHtml(content: Content | undefined): string {
  return Object.entries(content ?? {})
    .map(([type, { schema }]) => {
      const name = refOf(schema);
      return name === null
        ? `<code>${html(type)}</code>${pre(schema)}`
        : `<a href="#${html(name)}">${html(name)}</a>`;
    })
    .join("");
}

function refOf(schema: unknown): string | null {
  if (typeof schema !== "object" || schema === null || !("$ref" in schema)) return null;
  return String(schema.$ref).split("/").at(-1) ?? null;
}

function brief(schema: unknown): string {
  const text = JSON.stringify(schema) ?? "";
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

function pre(value: unknown): string {
  return `<pre>${html(JSON.stringify(value, null, 2) ?? "")}</pre>`;
}

function html(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}
