// Tests only: a few tasks, and which of them each query takes. Whatever runs the query language is held to this table.
import type { CeleryEvent, TaskEvent } from "../../events/event.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Ids in the usual spelling and in others. */
export function idOf(letter: string): string {
  return /[a-f]/.test(letter) ? `${letter.repeat(8)}-1234-4abc-8def-0123456789ab` : `task-${letter}`;
}

/** What happened until `now`, oldest first. */
export function eventsBefore(now: number): readonly CeleryEvent[] {
  const events = LIVES.flatMap(({ letter, worker, steps, ...fields }) => {
    return Object.entries(steps).map(([subject, [ago, more]]): TaskEvent => {
      const base = { kind: "task", subject, uuid: idOf(letter), pid: 7, clock: 1, at: now - ago } as const;
      const hostname = subject === "sent" ? "gen1@client" : `celery@${worker}`;
      const told = subject === "received" || subject === "sent" ? fields : {};
      return { ...base, hostname, ...told, ...timesOf(fields, now), ...more };
    });
  });
  const left = {
    kind: "worker",
    subject: "offline",
    hostname: "celery@gone",
    pid: 1,
    clock: 1,
    freqSeconds: 2,
  } as const;
  return [...events.toSorted((one, other) => one.at - other.at), { ...left, at: now - MINUTE }];
}

interface Life extends Partial<TaskEvent> {
  readonly letter: string;
  readonly worker: string;
  /** How long ago, and what the event carried. */
  readonly steps: Readonly<Record<string, readonly [ago: number, more?: Partial<TaskEvent>]>>;
}

function timesOf({ eta, expires }: Partial<TaskEvent>, now: number): Partial<TaskEvent> {
  const at = (ahead: string) => new Date(now + Number(ahead)).toISOString();
  return { ...(eta ? { eta: at(eta) } : {}), ...(expires ? { expires: at(expires) } : {}) };
}

const LIVES: readonly Life[] = [
  {
    ...{
      letter: "a",
      worker: "web-1",
      name: "billing.charge",
      queue: "billing",
      rootId: idOf("a"),
      args: "(1, 'eur')",
    },
    kwargs: "{'card': 4242, 'user': {'id': 42, 'name': 'Ada'}}",
    steps: {
      sent: [31 * MINUTE],
      received: [30 * MINUTE],
      started: [30 * MINUTE],
      failed: [
        29 * MINUTE,
        { exception: "TimeoutError('connection refused by card')", traceback: 'File "pay.py", line 7' },
      ],
    },
  },
  {
    ...{ letter: "b", worker: "web-2", name: "billing.charge", queue: "billing", args: "(2, 'usd')" },
    kwargs: "{'card': 1111, 'user': {'id': 7, 'name': \"O'Hara\"}}",
    steps: {
      received: [2 * HOUR],
      started: [2 * HOUR],
      failed: [110 * MINUTE, { exception: "ValueError('bad, worse')" }],
    },
  },
  {
    ...{
      letter: "c",
      worker: "web-1",
      name: "billing.refund",
      queue: "billing",
      args: "()",
      kwargs: "{'card': 4242}",
    },
    steps: {
      received: [10 * MINUTE],
      started: [10 * MINUTE],
      succeeded: [9 * MINUTE, { runtimeSeconds: 2.5, result: "'ok: 42'" }],
    },
  },
  {
    ...{
      letter: "d",
      worker: "web-2",
      name: "mail.send",
      queue: "mail",
      args: "('ada@example.org',)",
      kwargs: "{}",
    },
    steps: {
      sent: [5 * MINUTE],
      received: [5 * MINUTE],
      started: [5 * MINUTE],
      succeeded: [4 * MINUTE, { runtimeSeconds: 0.4 }],
    },
  },
  {
    ...{
      letter: "e",
      worker: "web-2",
      name: "mail.send",
      queue: "mail",
      args: "('bob@example.org',)",
      kwargs: "{}",
    },
    steps: {
      sent: [3 * DAY],
      received: [3 * DAY],
      started: [3 * DAY],
      succeeded: [3 * DAY - MINUTE, { runtimeSeconds: 1 }],
    },
  },
  {
    ...{
      letter: "f",
      worker: "web-1",
      name: "mail.send",
      queue: "mail",
      args: "('eve@example.org',)",
      kwargs: "{}",
    },
    steps: { sent: [MINUTE], received: [MINUTE], started: [50 * SECOND] },
  },
  {
    ...{
      letter: "g",
      worker: "web-1",
      name: "mail.digest",
      queue: "mail",
      args: "()",
      kwargs: "{}",
      eta: String(10 * MINUTE),
    },
    steps: { sent: [20 * SECOND], received: [20 * SECOND] },
  },
  {
    letter: "h",
    worker: "web-1",
    name: "reports.build",
    queue: "reports",
    args: "()",
    kwargs: "{}",
    steps: { sent: [15 * MINUTE] },
  },
  {
    ...{ letter: "i", worker: "web-3", name: "reports.build", queue: "reports", args: "()", kwargs: "{}" },
    steps: {
      received: [40 * MINUTE],
      started: [40 * MINUTE],
      retried: [39 * MINUTE, { exception: "TimeoutError('slow')" }],
    },
  },
  {
    ...{
      letter: "j",
      worker: "web-3",
      name: "reports.build",
      queue: "reports",
      args: "()",
      kwargs: "{}",
      retries: 2,
    },
    ...{ exchange: "reports", routingKey: "reports.eu" },
    steps: {
      sent: [4 * MINUTE],
      received: [4 * MINUTE],
      started: [4 * MINUTE],
      succeeded: [3 * MINUTE, { runtimeSeconds: 61 }],
    },
  },
  {
    ...{ letter: "k", worker: "web-1", name: "image.resize", queue: "images", args: "()", kwargs: "{}" },
    steps: { received: [6 * MINUTE], revoked: [5 * MINUTE] },
  },
  {
    ...{ letter: "l", worker: "web-1", name: "image.resize", queue: "images", args: "()", kwargs: "{}" },
    steps: { received: [7 * MINUTE], rejected: [6 * MINUTE] },
  },
  // Only its start was heard.
  { letter: "m", worker: "web-3", steps: { started: [8 * MINUTE] } },
  {
    ...{ letter: "n", worker: "web-1", name: "odd,name", queue: "odd", args: "('100%*',)" },
    kwargs:
      "{'path': '/a/../b', 'n': -5, 'x': 1.5, 'none': None, 'flag': True, 'a.b': 'dotted', 'list': [1, {'k': 'v'}]}",
    steps: { received: [9 * MINUTE], started: [9 * MINUTE], succeeded: [8 * MINUTE, { runtimeSeconds: 0 }] },
  },
  {
    ...{ letter: "o", worker: "web-2", name: "shop.add", queue: "shop", args: "(2, 3)", kwargs: "{}" },
    ...{ rootId: idOf("a"), parentId: idOf("a") },
    steps: {
      received: [2 * MINUTE],
      started: [2 * MINUTE],
      succeeded: [MINUTE, { runtimeSeconds: 12, result: "'Timeout of 3'" }],
    },
  },
  {
    // Its failure was overruled.
    ...{ letter: "p", worker: "web-2", name: "shop.add", queue: "shop", args: "(5, 8)", kwargs: "{}" },
    steps: {
      received: [13 * MINUTE],
      failed: [12 * MINUTE, { exception: "TimeoutError('late')" }],
      succeeded: [11 * MINUTE, { runtimeSeconds: 3 }],
    },
  },
  {
    ...{
      letter: "q",
      worker: "web-3",
      name: "words.op",
      queue: "words",
      args: "('NOT OR AND',)",
      kwargs: "{}",
    },
    steps: { received: [2 * DAY], started: [2 * DAY], failed: [2 * DAY, { exception: "KeyError('x')" }] },
  },
  {
    ...{
      letter: "r",
      worker: "web-3",
      name: "fetch.url",
      queue: "fetch",
      args: "('http://example.org/?a=(b)',)",
      kwargs: "{}",
    },
    steps: {
      received: [61 * MINUTE],
      started: [61 * MINUTE],
      failed: [59 * MINUTE, { exception: "HTTPError('[404] $^.*')" }],
    },
  },
  {
    ...{ letter: "s", worker: "gone", name: "video.cut", queue: "video", args: "()", kwargs: "{}" },
    steps: { received: [16 * MINUTE], started: [16 * MINUTE] },
  },
  {
    ...{
      letter: "t",
      worker: "web-1",
      name: "video.cut",
      queue: "video",
      args: "()",
      kwargs: "{}",
      expires: String(5 * MINUTE),
    },
    steps: { received: [17 * MINUTE], started: [17 * MINUTE], cancelled: [14 * MINUTE] },
  },
];

/** Every task, in letters. */
const ALL = "abcdefghijklmnopqrst";
const but = (letters: string) => [...ALL].filter((letter) => !letters.includes(letter)).join("");

/** What each takes, in letters. */
export const CASES: readonly (readonly [query: string, letters: string])[] = [
  // Facets.
  ["", ALL],
  ["state:failed", "abqr"],
  ["state:failure,RETRY", "abiqr"],
  ["state:running", "fms"],
  ["-state:success", but("cdejnop")],
  ["name:billing.charge", "ab"],
  ["name:billing.*", "abc"],
  ["name:*.send", "def"],
  ["name:billing.charge,mail.digest", "abg"],
  ['name:"odd,name"', "n"],
  ["name:odd\\,name", "n"],
  ["NAME:mail.send", "def"],
  ["name:MAIL.send", ""],
  ["worker:*@web-3", "ijmqr"],
  ["queue:mail", "defg"],
  ["-name:billing.*", but("abc")],
  ["NOT name:*", "m"],
  ["name:*", but("m")],
  ["-queue:mail queue:*", "ahj"],
  // Text.
  ["refused", "a"],
  ["REFUSED", "a"],
  ["connection card", "a"],
  ['"connection refused"', "a"],
  ['"refused connection"', ""],
  ["connection*card", "a"],
  ["card*connection", ""],
  ["-example.org", but("defr")],
  ['"http://example.org/?a=(b)"', "r"],
  ['"[404] $^.*"', "r"],
  ['".*"', "r"],
  ["100%\\*", "n"],
  ['"NOT OR AND"', "q"],
  // Both and either.
  ["state:failed name:billing.*", "ab"],
  ["state:failed AND name:billing.*", "ab"],
  ["state:failed OR name:billing.*", "abcqr"],
  ["state:retry OR state:failed name:billing.*", "abi"],
  ["(state:retry OR state:failed) -name:billing.*", "iqr"],
  ["NOT (state:failed OR state:success)", "fghiklmst"],
  ["-(state:failed name:billing.*)", but("ab")],
  ["NOT NOT state:retry", "i"],
  // Times.
  ["received:<1h", but("behmqr")],
  ["received:>1h", "beqr"],
  ["received:>=1h received:<1d", "br"],
  ["received:1h..3h", "br"],
  ["received:3h..1h", "br"],
  ["-received:*", "hm"],
  ["failed:<1h", "ar"],
  ["failed:<1h exception:TimeoutError", "a"],
  ["succeeded:>1d", "e"],
  ["ended:<1h state:revoked", "k"],
  ["started:<1m", "f"],
  ["sent:<1d", "adfghj"],
  ["seen:<1h", but("beqr")],
  ["received:>2000-01-01", but("hm")],
  ["received:<2000-01-01T00:00Z", ""],
  ["eta:<1h", "g"],
  ["eta:>1h", ""],
  ["expires:0s..6m", "t"],
  // Figures.
  ["runtime:>1s", "cjop"],
  ["runtime:>=1", "cejop"],
  ["runtime:500ms..1m", "ceop"],
  ["runtime:0", "n"],
  ["runtime:<1s", "dn"],
  ["wait:<1m state:started", "fs"],
  ["retries:>0", "j"],
  ["retries:1..3", "j"],
  ["pid:7 name:mail.*", "defg"],
  // Errors, results, arguments.
  ["exception:TimeoutError", "ai"],
  ["exception:timeouterror,keyerror", "aiq"],
  ["exception:*", "abiqr"],
  ["exception:Timeout*card", "a"],
  ['exception:"bad, worse"', "b"],
  ["-exception:TimeoutError state:failed", "bqr"],
  ["traceback:pay.py", "a"],
  ["result:42", "c"],
  ["args:eur", "a"],
  ["args.0:1", "a"],
  ["args.0:>1", "bop"],
  ["kwargs:4242", "ac"],
  ["kwargs.card:4242", "ac"],
  ["kwargs.card:42", ""],
  ["kwargs.card:42*", "ac"],
  ["kwargs.card:>2000", "ac"],
  ["-kwargs.card:4242 name:billing.*", "b"],
  ["kwargs.user.id:42", "a"],
  ["kwargs.user.name:ada,o'hara", "ab"],
  ["kwargs.user:*", "ab"],
  ["kwargs.n:-5", "n"],
  ["kwargs.n:<0", "n"],
  ["kwargs.x:1..2", "n"],
  ["kwargs.none:None kwargs.flag:true", "n"],
  ["kwargs.path:/a/../b", "n"],
  ['kwargs."a.b":dotted', "n"],
  ["kwargs.list.1.k:v", "n"],
  // Who and whence.
  [`id:${idOf("a")}`, "a"],
  ["uuid:aaaaaaaa-*", "a"],
  ["id:*-4abc-*", "abcdef"],
  ["id:task-g,task-h", "gh"],
  [`root:${idOf("a")}`, "ao"],
  ["parent:aaaa*", "o"],
  ["client:gen1@*", "adefghj"],
  ["routing_key:reports.* exchange:reports", "j"],
  ["is:orphaned", "s"],
  ["is:doubtful", "t"],
  ["is:orphaned,doubtful", "st"],
  ["-is:finished", "fghimst"],
];

/** What each is refused for: the first fault's place, and a part of its words. */
export const REFUSED: readonly (readonly [query: string, from: number, words: string])[] = [
  ["state:bogus", 6, '"bogus" is no state'],
  ["recieved:<1h", 0, "did you mean received:?"],
  ["http://example.org", 0, 'there is no field "http"'],
  ["exception:", 10, "needs a value"],
  ["received:1h", 9, "write received:<1h"],
  ["received:<soon", 10, "is no time"],
  ["received<1h", 0, "a field has a colon"],
  ["state:failed or state:retry", 13, "write OR to combine"],
  ["state:failed OR", 13, "OR needs something on both sides"],
  ["(state:failed", 0, "is not closed"],
  ['"connection refused', 0, "this quote is not closed"],
  ["TimeoutError('x')", 12, "a bracket in a word"],
  ["(".repeat(500), 10, "nested 10 deep"],
  ["x".repeat(10_000), 1_024, "at most 1024 characters"],
];
