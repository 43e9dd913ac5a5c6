// How the page of the API's documentation looks: Umbel's colours, typeface and mark, without a script and without another
// file. The colours are the tokens of app/globals.css, which the pages' own build keeps to itself.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Beside the bundle when built; in its package when run from source. */
const INTER = import.meta.url.endsWith(".ts")
  ? createRequire(import.meta.url).resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2")
  : new URL("./inter.woff2", import.meta.url);

export interface DocsStyle {
  readonly css: string;
  /** For the answer's `content-security-policy`: this style sheet, its typeface, and nothing else. */
  readonly policy: string;
}

/** Read when it is first asked for. */
export function docsStyle(): DocsStyle {
  const css = `${typeface()}${STYLE}`;
  const hash = createHash("sha256").update(css).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
  return { css, policy };
}

/** Without the file, a typeface of the system stands in. */
function typeface(): string {
  try {
    const file = readFileSync(INTER).toString("base64");
    return `@font-face{font-family:"Inter Variable";font-weight:100 900;src:url(data:font/woff2;base64,${file}) format("woff2")}`;
  } catch {
    return "";
  }
}

const STYLE = `
:root{color-scheme:light dark;--bg:light-dark(#f7f7f5,#111210);--surface:light-dark(#fff,#181917);--sunken:light-dark(#f1f1ee,#141513);--hover:light-dark(#f4f4f1,#20211e);--line:light-dark(#e6e5e1,#282926);--ink:light-dark(#1c1c1a,#eeeeea);--ink-2:light-dark(#595852,#aeaea6);--ink-3:light-dark(#6b6a63,#96968e);--accent:light-dark(#4f46c8,#9a94f5);--brand:light-dark(#2c7a4b,#5fb784);--mono:ui-monospace,"SF Mono","JetBrains Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:13px/19px "Inter Variable",ui-sans-serif,system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:anywhere;-webkit-font-smoothing:antialiased}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
header{position:sticky;top:0;z-index:1;display:flex;align-items:center;gap:12px;height:48px;padding:0 20px;background:var(--bg);border-bottom:1px solid var(--line)}
header a:first-child{display:flex;align-items:center;gap:10px;color:var(--ink);font-size:15px;font-weight:600}header a:last-child{margin-left:auto}
main{max-width:1120px;margin:0 auto;padding:20px 20px 80px}
h1{margin:0 0 4px;font-size:18px;line-height:24px;font-weight:600}h2{margin:24px 0 8px;font-size:13px;font-weight:600;text-transform:capitalize}h3{margin:12px 0 4px;font-size:12px;font-weight:500;color:var(--ink-3)}
p{max-width:80ch;margin:4px 0 8px;color:var(--ink-2)}
section{border:1px solid var(--line);border-radius:8px;background:var(--surface);box-shadow:light-dark(0 1px 2px rgb(0 0 0/.04),0 0 0 transparent)}
details{padding:0 16px;border-top:1px solid var(--line);scroll-margin-top:56px}details:first-child{border-top:0}
summary{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 12px;padding:7px 0;cursor:pointer;list-style:none}summary:hover code{color:var(--accent)}summary::-webkit-details-marker{display:none}
.method{min-width:52px;font-size:11px;font-weight:600;color:var(--ink-3)}.what{color:var(--ink-2)}
code,pre{font-family:var(--mono);font-size:12px}summary code{min-width:0}
pre{overflow-x:auto;margin:4px 0 12px;padding:8px 12px;border:1px solid var(--line);border-radius:6px;background:var(--sunken)}
table{width:100%;margin:4px 0 12px;border-collapse:collapse}td{padding:4px 12px 4px 0;vertical-align:top;text-align:left;border-top:1px solid var(--line)}tr:first-child td{border-top:0}
@media(max-width:560px){main,header{padding-left:14px;padding-right:14px}}`;

/** Umbel's mark, as in the frame of its pages. */
export const DOCS_LOGO = `<svg width="20" height="20" viewBox="0 0 22 22" fill="none" stroke="var(--brand)" stroke-width="1.5" stroke-linecap="round" aria-hidden="true"><path d="M11 21V11M11 12.5 4 6.5M11 12.5l7-6M11 12 8 4.5M11 12l3-7.5"/><g fill="var(--brand)" stroke="none"><circle cx="3.8" cy="5.6" r="1.9"/><circle cx="8" cy="3.4" r="1.9"/><circle cx="14" cy="3.4" r="1.9"/><circle cx="18.2" cy="5.6" r="1.9"/></g></svg>`;
