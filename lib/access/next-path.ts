// Where to go after signing in. Only a path of this site is ever followed: an open redirect helps phishing.

/** `candidate` when it is a same-site absolute path, else `/`. `//evil`, `/\evil`, control characters and URLs are not. */
export function safeNextPath(candidate: string | null | undefined): string {
  if (candidate === null || candidate === undefined || candidate.length > 2048) return "/";
  const odd = candidate.includes("\\") || [...candidate].some((char) => char <= " " || char === "\u007f");
  if (odd || !candidate.startsWith("/") || candidate.startsWith("//")) return "/";
  return candidate === "/login" || candidate.startsWith("/login?") ? "/" : candidate;
}
