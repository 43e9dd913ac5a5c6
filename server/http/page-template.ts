// A page as it was built, and what each answer writes into it: the nonce of its scripts, the cluster on <html>, the title,
// and the cluster's prefix before its links, so that they lead the right way before the first script has run.
import { decodeSegment } from "#lib/address.ts";
import { shownAttributes } from "#lib/api/shown.ts";
import { ANY_NAME, clusterBase, titleOf, under } from "#lib/routes.ts";
import type { Place } from "./pages.ts";

const HTML = "<html";
const TITLE = /<title>[^<]*<\/title>/;
/** A script, or what lets one be fetched early; Next escapes every `<` inside of scripts. */
const SCRIPT = /<script(?=[\s>])|<link(?=\s[^>]*\bas="script")/g;
const LINK = /(<a\b[^>]*\shref=")(\/[^"]*)/g;

export interface PageTemplate {
  fill(nonce: string, place: Place): string;
}

/** `file`: `tasks/_`, without `.html`. Throws for what is no page of ours. */
export function pageTemplate(file: string, html: string): PageTemplate {
  const [title] = TITLE.exec(html) ?? [];
  if (title === undefined || !html.includes(HTML)) throw new Error(`${file}.html is no page of Umbel`);
  const own = title.slice("<title>".length, -"</title>".length).replace(/(^| · )Umbel$/, "");
  const named = file.endsWith(`/${ANY_NAME}`);
  return {
    fill(nonce, { shown, target }) {
      const name = named && own === "" ? nameIn(target ?? "") : null;
      const cluster = shown.cluster ?? shown.clusters[0] ?? null;
      const base = clusterBase(shown.cluster);
      const attributes = Object.entries(shownAttributes(shown))
        .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
        .join("");
      const linked =
        base === ""
          ? html
          : html.replace(LINK, (_, before: string, href: string) => before + under(base, href));
      return linked
        .replace(SCRIPT, (tag) => `${tag} nonce="${nonce}"`)
        .replace(HTML, () => HTML + attributes)
        .replace(TITLE, () => `<title>${escapeHtml(titleOf(name ?? (own || null), cluster))}</title>`);
    },
  };
}

/** The last segment of a path. */
function nameIn(target: string): string {
  return decodeSegment(target.split("?", 1).join("").split("/").at(-1) ?? "");
}

function escapeHtml(text: string): string {
  const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}
