// Secrets that are known by their look, whatever they are called: passwords in URLs, tokens with a well-known beginning, JSON
// Web Tokens, PEM blocks, webhooks. Names of things may be passed through here: nothing that a queue or a task is called
// looks like this. Every pattern is bounded or runs over its text once.
import { MASK } from "./mark.ts";

const SCHEME = String.raw`[a-z][a-z0-9+.-]{0,20}:\/\/`;
/** A user and a password that hold nothing a URL would have to escape. */
const PLAIN_PASSWORD = new RegExp(String.raw`(${SCHEME})([^\s/?#;,'"]*)@`, "gi");
/** A password that should have been escaped: up to the last `@` before the next URL of the list, or the end of the word. */
const RAW_PASSWORD = new RegExp(
  String.raw`(${SCHEME}[^\s/:@"'<>]{0,256}:)(?!\*{8}@)(?:(?![;,]${SCHEME})[^\s"'<>]){1,512}@`,
  "gi",
);
/** A URL whose `@` was cut off: what follows its colon may be the beginning of a password. */
const CUT_PASSWORD = new RegExp(
  String.raw`(${SCHEME}[^\s/:@"'<>[\]]{0,256}:)([^\s@"'<>]{1,512}?)(?=\.\.\.|…|$)`,
  "gi",
);
/** `http://h:8000/users/a@b`; brokers are not called so. */
const WEB_PORT = /^https?:\/\/[^:]*:\d{1,5}[/?#]/i;
const PORT = /^(?:\*+|\d{1,5}(?:[/?#].*)?|\D?)$/s;
const CREDENTIALS = /\b(Basic|Bearer|Token)(\s{1,3})(?![\w-]{1,40}=["'])([A-Za-z0-9+/=._~-]{4,})/gi;
const WORD = /^(?:[A-Z]?[a-z]+|[A-Z]{1,10}|[a-z]+(?:[-/_][a-z]+){1,4})[.]?$/;
/** SQL of MySQL, Oracle and others. */
const IDENTIFIED = /\b(identified\s{1,3}by\s{1,3}["'])(?!\*{8})[^"'\n]{1,256}/gi;
const PEM = /-----BEGIN ([A-Z0-9 ]{1,40})-----/g;

/** The rest of a token: long enough to be one, or cut. */
const rest = (chars: string, least: number) =>
  `(?:${chars}{${least},}|${chars}{1,${least - 1}}(?=\\.\\.\\.|…))`;
const START = String.raw`(?:(?<![A-Za-z0-9_])|(?<=\\[nrtf]))`;
const TOKENS = [
  `eyJ${rest("[\\w-]", 12)}[\\w.=-]*`, // JSON Web Token
  `(?:AKIA|ASIA|ABIA|ACCA)${rest("[A-Z0-9]", 12)}`, // AWS
  `AIza${rest("[\\w-]", 20)}`, // Google
  `(?:GOCSPX-|ya29\\.)${rest("[\\w-]", 10)}`,
  `gh[pousr]_${rest("[A-Za-z0-9]", 16)}`, // GitHub
  `github_pat_${rest("\\w", 16)}`,
  `gl(?:pat|ptt|dt|rt|cbt|oas|soat|ft|agent|imt)-${rest("[\\w.-]", 10)}`, // GitLab
  `xox[a-z]-${rest("[\\w.-]", 8)}`, // Slack
  `xapp-${rest("[\\w-]", 8)}`,
  `[sr]k_(?:live|test)_${rest("\\w", 8)}`, // Stripe
  `whsec_${rest("[\\w+/=]", 8)}`,
  `sk-${rest("[\\w-]", 20)}`, // OpenAI, Anthropic
  `SG\\.${rest("[\\w-]", 16)}[\\w.-]*`, // SendGrid
  `(?:npm|hf)_${rest("[A-Za-z0-9]", 20)}`, // npm, Hugging Face
  `pypi-${rest("[\\w-]", 20)}`,
  `do[opr]_v1_${rest("[a-f0-9]", 16)}`, // DigitalOcean
  `hv[sbr]\\.${rest("[\\w-]", 16)}`, // Vault
  `shp(?:at|ca|pa|ss)_${rest("[A-Fa-f0-9]", 16)}`, // Shopify
  `dapi${rest("[a-f0-9]", 30)}`, // Databricks
  `ATATT3${rest("[\\w=-]", 16)}`, // Atlassian
  `key-[0-9a-f]{32}`, // Mailgun
  `lin_api_${rest("\\w", 16)}`, // Linear
  `AGE-SECRET-KEY-1${rest("[A-Z0-9]", 16)}`,
  `(?:bot)?\\d{8,10}:AA${rest("[\\w-]", 30)}`, // Telegram
];
const TOKEN = new RegExp(`${START}(?:${TOKENS.join("|")})`, "g");
/** The beginning of a webhook's URL: what follows it is the secret. */
const HOOK = new RegExp(
  `(${[
    String.raw`hooks\.slack(?:-gov)?\.com\/`,
    String.raw`discord(?:app)?\.com\/api\/(?:v\d{1,3}\/)?webhooks\/`,
    String.raw`webhook\.office\.com\/`,
    String.raw`outlook\.office(?:365)?\.com\/webhook\/`,
    String.raw`api\.telegram\.org\/bot`,
    String.raw`hooks\.zapier\.com\/hooks\/`,
    String.raw`hook\.(?:[a-z0-9]{1,10}\.)?make\.com\/`,
    String.raw`maker\.ifttt\.com\/`,
    String.raw`events\.pagerduty\.com\/integration\/`,
    // Of no known service: what tells nothing is left, such as `/hooks/5`.
    String.raw`\/\/[^\s/'"]{1,256}\/(?:web)?hooks?\/(?=[^\s'"<>)\],;]{0,100}\d)(?=[^\s'"<>)\],;]{0,100}[a-z])`,
  ].join("|")})(?!\\*{8})[^\\s'"<>)\\],;]+`,
  "gi",
);

/** A text without any of these has no secret of a known look; those with capitals have no other spelling. */
export const SHAPE_STEMS: readonly string[] = [
  // Of IDENTIFIED BY: its first letters are in every other text.
  ...["by '", 'by "'],
  ":AA",
  ...(
    ":// basic bearer token -----BEGIN eyJ AKIA ASIA ABIA ACCA AIza GOCSPX- ya29 ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- glptt- gldt- " +
    "glrt- glcbt- gloas- glsoat- glft- glagent- glimt- xox xapp- k_live_ k_test_ whsec_ sk- SG. npm_ hf_ pypi- dop_v1 doo_v1 dor_v1 " +
    "hvs. hvb. hvr. shpat_ shpca_ shppa_ shpss_ dapi ATATT key- lin_api AGE-SECRET hooks hook. webhook discord telegram ifttt pagerduty"
  ).split(" "),
];

/** Texts of any kind, names too: `redis://user:********@host`. Masking twice changes nothing. */
export function maskShapes(text: string): string {
  return maskPem(text)
    .replace(PLAIN_PASSWORD, (_, scheme: string, user: string) => {
      const colon = user.indexOf(":");
      return colon < 0 ? `${scheme}${user}@` : `${scheme}${user.slice(0, colon)}:${MASK}@`;
    })
    .replace(RAW_PASSWORD, (whole, url: string) => (WEB_PORT.test(whole) ? whole : `${url}${MASK}@`))
    .replace(CUT_PASSWORD, (whole, url: string, cut: string) => (PORT.test(cut) ? whole : `${url}${MASK}`))
    .replace(CREDENTIALS, (whole, scheme: string, gap: string, value: string) =>
      WORD.test(value) ? whole : `${scheme}${gap}${MASK}`,
    )
    .replace(IDENTIFIED, `$1${MASK}`)
    .replace(HOOK, `$1${MASK}`)
    .replace(TOKEN, MASK);
}

/** From its first line to its last one; a block that was cut, to the end. */
function maskPem(text: string): string {
  let masked = "";
  let done = 0;
  PEM.lastIndex = 0;
  for (let begin = PEM.exec(text); begin !== null; begin = PEM.exec(text)) {
    const start = begin.index + begin[0].length;
    const last = `-----END ${begin[1]}-----`;
    const found = text.indexOf(last, start);
    masked += `${text.slice(done, start)}${MASK}`;
    done = found < 0 ? text.length : found;
    PEM.lastIndex = done;
  }
  return masked + text.slice(done);
}
