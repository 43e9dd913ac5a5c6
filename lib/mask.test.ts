// Guards that no shape of a password known to brokers survives masking, that other text does, and that it takes no long time.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskCut, maskName, maskText } from "./mask.ts";
import { MASK } from "./masking/mark.ts";

describe("maskText", () => {
  test.each([
    ["redis://:hunter2@host:6379/0", `redis://:${MASK}@host:6379/0`],
    ["redis://user:hunter2@host/0", `redis://user:${MASK}@host/0`],
    ["amqp://user:hun/ter:2@hunter2@host//", `amqp://user:${MASK}@host//`],
    ["redis://:hun;ter,2@host/0", `redis://:${MASK}@host/0`],
    ["sentinel://:hunt/er?2@host", `sentinel://:${MASK}@host`],
    ["broker redis://u:hunter2@h/0 is away", `broker redis://u:${MASK}@h/0 is away`],
    [
      "amqp://guest:hunter2@a//;amqp://guest:hunter2@b//",
      `amqp://guest:${MASK}@a//;amqp://guest:${MASK}@b//`,
    ],
    ["redis://u:hun/ter@a,redis://u:hunter2@b", `redis://u:${MASK}@a,redis://u:${MASK}@b`],
    ["db+postgresql://u:hunter2@db/x", `db+postgresql://u:${MASK}@db/x`],
    ["redis://u:hunter2@h/0?mail=me@example.org", `redis://u:${MASK}@h/0?mail=me@example.org`],
    ["rediss://h/0?ssl_cert_reqs=none&password=hunter2", `rediss://h/0?ssl_cert_reqs=none&password=${MASK}`],
    ["sentinel://h:1/?password=hunter2&db=1", `sentinel://h:1/?password=${MASK}&db=1`],
    ["authorization: Basic aHVudGVyMg==", `authorization: ${MASK}`],
    ["Bearer abc.def.ghi", `Bearer ${MASK}`],
  ])("%s", (text, masked) => {
    expect(maskText(text)).toBe(masked);
    expect(maskText(masked), "masking twice changes nothing").toBe(masked);
  });

  test.each([
    "redis://localhost:6379/0",
    "redis://user@host/1",
    "redis://host/1",
    "mail to ops@example.org: two of 5",
    "http://a:1/b and http://c:2/d",
  ])("leaves alone: %s", (text) => expect(maskText(text)).toBe(text));
});

const DOUBLE = String.raw`'{\\"password\\": \\"x\\", \\"a\\": 1}'`;

describe("A7: secrets are hidden wherever they stand", () => {
  test.each([
    ["{'password': 'hunter2', 'user': 'bob'}", `{'password': '${MASK}', 'user': 'bob'}`],
    ["login(user='bob', api_key=\"hunter2\")", `login(user='bob', api_key="${MASK}")`],
    ["{'token': b'hunter2'}", `{'token': b'${MASK}'}`],
    ["{'secret': 12345, 'n': 1}", `{'secret': ${MASK}, 'n': 1}`],
    ["('redis://:hunter2@h/0',)", `('redis://:${MASK}@h/0',)`],
    // keys
    ["{'api-key': 'hunter2'}", `{'api-key': '${MASK}'}`],
    ['{"x api key": "hunter2", "n": 1}', `{"x api key": "${MASK}", "n": 1}`],
    ["X-Api-Key: hunter2", `X-Api-Key: ${MASK}`],
    ["api key: hunter2", `api key: ${MASK}`],
    ["https://h/?key=hunter2&q=1", `https://h/?key=${MASK}&q=1`],
    ["{'key': 'c2VjcmV0c2VjcmV0MTIz'}", `{'key': '${MASK}'}`],
    ["{'apiKey': 'hunter2', 'DBPassword1': 'hunter2'}", `{'apiKey': '${MASK}', 'DBPassword1': '${MASK}'}`],
    ["SENTRY_DSN='https://hunter2@o1.example/1'", `SENTRY_DSN='${MASK}'`],
    ["STRIPE_LIVE=hunter2", `STRIPE_LIVE=${MASK}`],
    ["{'jwt': 'hunter2'}", `{'jwt': '${MASK}'}`],
    ["os.environ['DB_PASSWORD'] = 'hunter2'", `os.environ['DB_PASSWORD'] = '${MASK}'`],
    [String.raw`a\napi_key=hunter2`, `${String.raw`a\napi_key=`}${MASK}`],
    // values
    ["{'tokens': ['hunter2', 'b'], 'n': 1}", `{'tokens': ${MASK}, 'n': 1}`],
    ["f(password={'x': 'hunter2(', 'y': [1]}, b=2)", `f(password=${MASK}, b=2)`],
    ["[('secret', 'hunter2'), ('user', 'bob')]", `[('secret', '${MASK}'), ('user', 'bob')]`],
    ["[(b'cookie', b'hunter2'), (b'host', b'h')]", `[(b'cookie', b'${MASK}'), (b'host', b'h')]`],
    ["password=SecretStr('hunter2'), n=1", `password=${MASK}, n=1`],
    ["credentials=<Creds hunter2>, n=1", `credentials=${MASK}, n=1`],
    ["def f(token: str = 'hunter2', n: int = 1)", `def f(token: '${MASK}', n: int = 1)`],
    ["password='''hunter2''' n", `password='${MASK}' n`],
    ["password='hunt' 'er2', c=1", `password='${MASK}', c=1`],
    [String.raw`{'password': 'hunt\'er2', 'n': 1}`, `{'password': '${MASK}', 'n': 1}`],
    ["assert token == 'hunter2'", `assert token == '${MASK}'`],
    // texts inside texts
    [DOUBLE, DOUBLE.replace("x", MASK)],
    [String.raw`'{"a": "{\"token\": \"hunter2\"}"}'`, String.raw`'{"a": "{\"token\": \"${MASK}\"}"}'`],
    // cut
    ["{'password': 'hunter2...", `{'password': '${MASK}...`],
    ["{'tokens': ['hunter2', 'x...", `{'tokens': ${MASK}...`],
    ["redis://:hunter2...", `redis://:${MASK}...`],
    ["ghp_hunter2…", `${MASK}…`],
    // logs, headers, command lines, XML
    ["password: hunter2", `password: ${MASK}`],
    ["the token is hunter2 ok", `the token is ${MASK} ok`],
    ["Authorization: Bearer hunter2", `Authorization: ${MASK}`],
    ["{'Authorization': 'Bearer hunter2'}", `{'Authorization': '${MASK}'}`],
    ["Cookie: a=hunter2; b=c\nHost: h", `Cookie: ${MASK}\nHost: h`],
    ["--password hunter2 --n 1", `--password ${MASK} --n 1`],
    ["<password>hunter2</password>", `<password>${MASK}</password>`],
    ["ALTER USER x WITH PASSWORD 'hunter2'", `ALTER USER x WITH PASSWORD '${MASK}'`],
    ["password%3Dhunter2", `password%3D${MASK}`],
    // command lines as lists, lists of settings, databases, prompts
    ["['psql', '--password', 'hunter2', '-n']", `['psql', '--password', '${MASK}', '-n']`],
    ['{"name": "DB_PASSWORD", "value": "hunter2"}', `{"name": "DB_PASSWORD", "value": "${MASK}"}`],
    ["- name: DB_PASSWORD\n  value: hunter2", `- name: DB_PASSWORD\n  value: ${MASK}`],
    ['<add key="Password" value="hunter2" />', `<add key="Password" value="${MASK}" />`],
    ["Key (token)=(hunter2) already exists.", `Key (token)=${MASK} already exists.`],
    ["CREATE USER u IDENTIFIED BY 'hunter2'", `CREATE USER u IDENTIFIED BY '${MASK}'`],
    ["{'Password:': 'hunter2'}", `{'Password:': '${MASK}'}`],
    ["password -> hunter2", `password -> ${MASK}`],
    ["fernet_key = 'hunter2'", `fernet_key = '${MASK}'`],
    ["connect(user='app' password='hunter2')", `connect(user='app' password='${MASK}')`],
    ['Authorization: Token token="hunter2"', `Authorization: ${MASK}`],
    ["?payload=%7B%22api_key%22%3A%22hunter2%22%7D&n=1", `?payload=%7B%22api_key%22%3A${MASK}&n=1`],
    ["JSESSIONID=hunter2", `JSESSIONID=${MASK}`],
    // what looks like code, but holds it
    ["password=os.getenv('PW', 'hunter2')", `password=${MASK}`],
    ["password=$1hunter2", `password=${MASK}`],
    ["https://u:8000hunter2@h/x", `https://u:${MASK}@h/x`],
    [
      "https://h/?X-Amz-Credential=AK%2Fa&X-Amz-Signature=hunter2&n=1",
      `https://h/?X-Amz-Credential=${MASK}&X-Amz-Signature=${MASK}&n=1`,
    ],
    ["https://h/x?sv=1&sig=hunter2%3D&se=2", `https://h/x?sv=1&sig=${MASK}&se=2`],
  ])("%s", (text, masked) => {
    expect(maskText(text)).toBe(masked);
    expect(maskText(masked), "masking twice changes nothing").toBe(masked);
  });

  // Put together here, so that no scanner takes them for real ones.
  test.each([
    ["eyJ", "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"],
    ["AKIA", "IOSFODNN7EXAMPLE"],
    ["ASIA", "IOSFODNN7EXAMPLE"],
    ["AIza", "SyA0123456789012345678901234567890"],
    ["ghp_", "abcdefghijklmnopqrst"],
    ["github_pat_", "11ABCDEFG0abcdefghij"],
    ["glpat-", "abcdefghij0123456789"],
    ["xoxb-", "123456789012-abcdef"],
    ["xoxp-", "123456789012-abcdef"],
    ["sk_live_", "abcdefghijklmnop"],
    ["rk_live_", "abcdefghijklmnop"],
    ["sk-proj-", "abcdefghijklmnopqrst"],
    ["hvs.", "abcdefghijklmnopqrstuvwx"],
    ["/bot123456789:AA", "abcdefghijklmnopqrstuvwxyz0123456"],
    ["npm_", "abcdefghijklmnopqrstuvwxyz"],
  ])("%s…", (start, rest) => {
    for (const text of [`${start}${rest}`, `('${start}${rest}', 1)`, `${String.raw`x\n`}${start}${rest}`]) {
      expect(maskText(text)).not.toContain(rest.slice(0, 8));
      expect(maskName(text)).toContain(MASK);
    }
  });

  test.each([
    "https://hooks.slack.com/services/T0/B0/hunter2",
    "https://discord.com/api/webhooks/1/hunter2",
    "https://acme.webhook.office.com/webhookb2/a@b/IncomingWebhook/hunter2/c",
    "https://chat.example.org/hooks/hunter2",
    "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\nhunter2...",
  ])("%s", (text) => expect(maskText(`see ${text} there`)).not.toContain("hunter2"));
});

test("A7: a name keeps its colons", () => {
  expect(maskName("token:refresh")).toBe("token:refresh");
  expect(maskName("amqp://u:hunter2@h")).toBe(`amqp://u:${MASK}@h`);
});

test("A7: no cut leaves a part of a secret, however long the text before it is", () => {
  const secret = "hunter2hunter2";
  fc.assert(
    fc.property(
      fc.constantFrom(
        `{'password': '${secret}'}`,
        `redis://:${secret}@h/0`,
        `ghp_${secret}${secret}`,
        `token=${secret}`,
        `Authorization: Bearer ${secret}`,
        `{'tokens': ['${secret}']}`,
      ),
      fc.nat(60),
      fc.nat(60),
      (text, before, max) => {
        const cut = maskCut(`${"x".repeat(before)} ${text}`, max + 8);
        expect(cut.length).toBeLessThanOrEqual(max + 8);
        expect(cut).not.toContain("hunter");
      },
    ),
    { numRuns: 2_000 },
  );
});

test("A7: whatever the text, masking ends and does not throw", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "password",
      "api key",
      "token",
      "'",
      '"',
      "\\",
      "=",
      ": ",
      "(",
      "[",
      "{",
      ")",
      "]",
      "}",
      ", ",
    ),
    fc.constantFrom(
      "://",
      "@",
      "Bearer ",
      "eyJ",
      "-----BEGIN X-----",
      "...",
      "<",
      ">",
      "--",
      "\n",
      "hunter2",
    ),
    fc.constantFrom(MASK, "b'", "cookie", "key"),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      expect(typeof maskText(pieces.join(""))).toBe("string");
    }),
    { numRuns: 3_000 },
  );
});

/** What makes careless patterns slow when it is repeated. */
const HOSTILE = [
  ...["a", "1", "_", "\\", "'", "key ", "password", "cookie", "x-api-key", "a.b-c_token", "api key: [("],
  ...["a://:/", "a://b:", "a://b:c@;", "://", "?pass", "//a/hooks/", "token%3D", "Basic ", "bearer bearer "],
  ...[
    "password='",
    'password="\\',
    "password='''",
    "password=\\",
    "password=b'",
    "password: str = ",
    "secret: ",
  ],
  ...[
    "token=[",
    "token={'",
    "token=(",
    "('key', ",
    "<token>",
    "<token",
    "token is ",
    "--token ",
    'cookie: ="',
    "'''",
  ],
  ...[
    "self.",
    "token=self.a",
    "token=a()",
    "name: token value: ",
    "//a/hook/",
    "//a/hook/1",
    "identified by '",
  ],
  ...["'--token', ", "unexpected token ", "key (token)=(", "token=%(", "token=${"],
  ...["-----BEGIN A-----", "eyJ", "eyJaaaa", "ghp_aaaa", "xoxb-", "sk-", "a@", "token=a\\", "{'key': '\\"],
];

test.each(HOSTILE)("A7: takes time in proportion to the length: %j over and over", (unit) => {
  const of = (length: number) => unit.repeat(Math.ceil(length / unit.length));
  // Of this process alone: the machine may be busy. In milliseconds, the least of several.
  const timeOf = (text: string) => {
    const before = process.cpuUsage();
    maskText(text);
    return process.cpuUsage(before).user / 1000;
  };
  const least = (text: string) => Math.min(...Array.from({ length: 5 }, () => timeOf(text)));
  const [short, long] = [least(of(8_000)), least(of(64_000))];
  // Eight times as long: what is quadratic takes 64 times the time. What takes next to none is not compared.
  expect(long < 100 || long < short * 30, `${short} ms, then ${long} ms`).toBe(true);
});
