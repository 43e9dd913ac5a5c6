// Which names are the names of secrets, in whatever spelling: `api_key`, `apiKey`, `X-Api-Key`, `"x api key"`, `DB_PASSWORD`.
// Read word by word, so that `passenger`, `monkey`, `author` and `token_count` stay readable. The list follows Celery's own
// for `inspect conf` and goes further. Guarded by mask.test.ts.
import { Stems } from "./stems.ts";

/** Secret wherever they stand in a name. */
const SECRET_WORDS = new Set(
  (
    "password userpass passwords passwd passwds pass passphrase passphrases passcode passkey passwort pwd secret secrets token tokens " +
    "credential credentials cred creds authorization cookie cookies jwt jwts jwk jwks dsn signature signatures sig bearer otp totp cvv " +
    "cvc csrf xsrf csrftoken sessionid sessid sid auth encryption hmac pem"
  ).split(" "),
);
/** What `key` is when it stands before it; `routing_key`, `primary_key`, `cache_key` are no secrets. */
const KEY_WORDS = new Set(
  (
    "api access private secret encryption decryption crypt crypto cipher signing sign ssh session auth account storage master license " +
    "client app application server service shared webhook deploy admin root user host function functions subscription write read live " +
    "prod production fernet rsa dsa pgp gpg aes hmac jwt tls ssl stripe sendgrid mailgun mailchimp twilio aws azure google gcp github gitlab slack " +
    "openai anthropic sentry datadog algolia"
  ).split(" "),
);
/** After a secret word they tell of it without telling it: `token_count`, `password_length`, `secret_name`. */
const HARMLESS_ENDS = new Set(
  (
    "count counts size length len limit limits type types name names method expires expired expiry expire expiration at ttl age max " +
    "min total used usage policy enabled required valid validated invalid index field column version format scope scopes kind status " +
    "changed verified strength attempts seconds timeout backend class bucket budget algorithm source provider validators hashers " +
    "path paths file files filename dir domain samesite httponly origins view model endpoint rate ratio user users group groups " +
    "error errors exception warning"
  ).split(" "),
);
/** Before `tokens` they say that it counts them. */
const COUNTING = new Set(
  "max min total prompt completion input output num n cached reasoning used remaining generated".split(" "),
);
/** After `auth` they say that it is Django's application: `auth_user_id`. */
const AUTH_TABLES = new Set("user group permission".split(" "));
/** Without a separator: `accesstoken`, `dbpassword`, `clientsecret`. */
const RUN_TOGETHER =
  /(?:password|passwd|passphrase|secret|token|apikey|secretkey|privatekey|accesskey|authkey|accountkey|sessionkey|sessid|sessionid|credentials?|cookie)$|^(?:password|passwd)/;
/** Stripe and others tell what is in use by the end of a setting's name. */
const LIVE_SETTING = /^[A-Z0-9_]+_LIVE$/;
const MAX_KEY = 200;

/** A name without any of these is no secret's. */
export const KEY_STEMS: readonly string[] =
  "pass pwd secret token key auth cookie cred sig sess sid dsn jwt jwk bearer otp cvv cvc csrf xsrf encryption hmac pem _live".split(
    " ",
  );
const STEMS = new Stems(KEY_STEMS);

/** `key` is the whole name, in any case, with `_`, `-`, `.`, spaces or capitals between its words. */
export function isSecretKey(key: string): boolean {
  if (STEMS.find(key, 0) < 0) return false;
  if (LIVE_SETTING.test(key)) return true;
  const words = wordsOf(key.slice(-MAX_KEY));
  const last = words.at(-1);
  if (last === undefined || HARMLESS_ENDS.has(last)) return false;
  if (last === "tokens" && words.length > 1 && COUNTING.has(words.at(-2) ?? "")) return false;
  return (
    (words.length === 1 && last === "key") ||
    words.some((word, index) => isSecretWord(word, words[index - 1], words[index + 1]))
  );
}

/** `key` alone names keys of caches, stores and rows more often than secrets: there the value decides. */
export function isPlainKey(key: string): boolean {
  return key.toLowerCase() === "key";
}

const RUN = /(?:b?["'])?([\w+=-]{16,200})/y;

/** What begins there is a long run of letters and digits, as nobody writes by hand. */
export function looksRandom(text: string, at = 0): boolean {
  RUN.lastIndex = at;
  const run = RUN.exec(text)?.[1] ?? "";
  return /\d/.test(run) && /[a-z]/i.test(run);
}

/** A plain number under it counts them, or is a row's: `tokens=150`, `token_id=5`. */
export function countsWhenNumber(key: string): boolean {
  return /(?:s|[_-]id)$/i.test(key) && !/pass$/i.test(key);
}

function isSecretWord(word: string, before: string | undefined, next: string | undefined): boolean {
  if (word === "auth" && next !== undefined && AUTH_TABLES.has(next)) return false;
  if (SECRET_WORDS.has(word) || RUN_TOGETHER.test(word)) return true;
  if (word === "id") return before === "session" || before === "sess";
  if (word === "key" || word === "keys") return before !== undefined && KEY_WORDS.has(before);
  return false;
}

/** In small letters, without numbers at their ends: `APIKey2` is `api`, `key`. */
function wordsOf(key: string): string[] {
  return key
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/(?<=[a-z])\d+$/, ""))
    .filter((word) => word !== "" && word !== "x");
}
