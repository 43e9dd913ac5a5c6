// The page of the API's documentation, made from its OpenAPI document: plain HTML, no script, one style sheet whose hash
// is in the page's policy. It works without the network, and nothing in it can run.
import { DOCS_LOGO } from "./docs-style.ts";

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

/** `css`: the one style sheet that the answer's policy lets in. */
export function docsPage(document: ApiDocument, css: string): string {
  const groups = new Map<string, string[]>();
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations as object)) {
      const { tags } = operation as Operation; // what the document holds below a path
      const group = tags?.[0] ?? "other";
      groups.set(group, [...(groups.get(group) ?? []), operationHtml(method, path, operation as Operation)]);
    }
  }
  const { title, version, description = "" } = document.info;
  const body = [...groups]
    .map(([name, parts]) => `<h2>${html(name)}</h2><section>${parts.join("")}</section>`)
    .join("");
  const schemas = Object.entries(document.components?.schemas ?? {})
    .map(
      ([name, schema]) =>
        `<details id="${html(name)}"><summary><code>${html(name)}</code></summary>${pre(schema)}</details>`,
    )
    .join("");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${html(title)} API</title><style>${css}</style></head><body><header><a href="/">${DOCS_LOGO}Umbel</a><a href="openapi.json">openapi.json</a></header><main><h1>${html(title)} API ${html(version)}</h1><p>${html(description)} Times are epoch milliseconds; null means not known. Flower's API is served under <code>/api</code>.</p>${body}<h2>Schemas</h2><section>${schemas}</section></main></body></html>`;
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
    `<h3>Responses</h3><table>${told.join("")}</table></details>`,
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
