// Hides secrets in text from outside before it is kept, shown or logged: passwords in URLs, secret query parameters,
// credentials of HTTP, `password='…'` inside Python reprs. Errs on the side of hiding (celery-wire.md I.11). Every pattern is
// bounded or runs over its text once: no text can make it slow. Values that are not text: mask-value.ts.

export const MASK = "********";

/** Key names whose value nobody may see; the list follows Celery's own for `inspect conf`, and goes further. */
const SECRET_KEY =
  /pass(?:word|wd|phrase)?$|^pass|passw|secret|token|api_?key|access_?key|private_?key|signature|credential|authorization|auth_kwargs|cookie|session_?id|encryption|^(?:key|auth|pwd|dsn|sid)$/i;

const SCHEME = String.raw`[a-z][a-z0-9+.-]{0,20}:\/\/`;
/** A user and a password that hold nothing a URL would have to escape. */
const PLAIN_PASSWORD = new RegExp(String.raw`(${SCHEME})([^\s/?#;,'"]*)@`, "gi");
/** A password that should have been escaped: up to the last `@` before the next URL of the list, or the end of the word. */
const RAW_PASSWORD = new RegExp(
  String.raw`(${SCHEME}[^\s/:@"'<>]{0,256}:)(?!\*{8}@)(?:(?![;,]${SCHEME})[^\s"'<>]){1,512}@`,
  "gi",
);
const SECRET_PARAM =
  /([?&;][^=&;\s]{0,40}(?:pass|secret|token|key|signature|credential)[^=&;\s]{0,40}=)[^&;\s'"]*/gi;
const HTTP_CREDENTIALS = /\b(Basic|Bearer)\s{1,3}[A-Za-z0-9+/=._~-]{4,}/g;
/** `password='…'`, `'api_key': "…"`, `token=…`: quote, key, sign, bytes prefix, value. */
const ASSIGNMENT =
  /(['"]?)(?<![\w-])([A-Za-z_][\w-]*)\1(\s{0,3}[:=]\s{0,3})(b?)('(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?|[^\s,)\]}'"]+)/g;
const TELLS_NOTHING = /^(?:None|True|False|'')$/;

export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** Passwords of every URL in the text (`redis://user:********@host`), secret query parameters, Basic and Bearer credentials. */
export function maskText(text: string): string {
  if (!/[@=]|Basic|Bearer/.test(text)) return text;
  return text
    .replace(PLAIN_PASSWORD, (_, scheme: string, user: string) => {
      const colon = user.indexOf(":");
      return colon < 0 ? `${scheme}${user}@` : `${scheme}${user.slice(0, colon)}:${MASK}@`;
    })
    .replace(RAW_PASSWORD, `$1${MASK}@`)
    .replace(SECRET_PARAM, `$1${MASK}`)
    .replace(HTTP_CREDENTIALS, `$1 ${MASK}`);
}

/** Secrets in Python text: as maskText, and what is assigned to secret keys. Length changes; the rest stays readable. */
export function maskArgs(text: string): string {
  return maskText(text).replace(
    ASSIGNMENT,
    (whole: string, quote: string, key: string, sign: string, bytes: string, value: string) => {
      if (TELLS_NOTHING.test(value) || !isSecretKey(key)) return whole;
      const end = value.startsWith("'") || value.startsWith('"') ? value.charAt(0) : "";
      return `${quote}${key}${quote}${sign}${bytes}${end}${MASK}${end}`;
    },
  );
}
