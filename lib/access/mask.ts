// Takes secrets out of text before it is logged, shown or sent. Errs on the side of hiding.

const URL_PASSWORD = /([a-z][a-z0-9+.-]*:\/\/[^\s/:@"'<>]*):[^\s"'<>]*@/gi;
const QUERY_SECRET = /([?&][^\s=&"']*(?:password|passwd|secret|token|api_?key)[^\s=&"']*=)[^\s&"'#]+/gi;
const AUTH_SCHEME = /\b(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]{4,}/g;

/** `redis://user:pa/ss@host` → `redis://user:***@host`; also query parameters named like secrets, and credentials of HTTP. */
export function maskSecrets(text: string): string {
  if (!/[@=]|Basic|Bearer/.test(text)) return text;
  return text.replace(URL_PASSWORD, "$1:***@").replace(QUERY_SECRET, "$1***").replace(AUTH_SCHEME, "$1 ***");
}
