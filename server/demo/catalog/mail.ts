// mail.*: many short tasks, a newsletter that gets ahead of its consumers, codes that expire when it does.
import { recipientRefused, smtpGone } from "./failures.ts";
import type { TaskSpec } from "./spec.ts";

const RETRIES = { max: 3, delaySeconds: 15 };
const MESSAGE_ID = (random: { hex(digits: number): string }): string =>
  `<${random.hex(16)}@mail.shop.example>`;

export const MAIL: readonly TaskSpec[] = [
  {
    name: "mail.send_receipt",
    queue: "mail",
    perMinute: 8,
    medianMs: 420,
    spread: 0.5,
    invoke: (random, subject) => ({
      args: [subject],
      kwargs: {
        to: `customer${random.int(1_000, 99_999)}@example.org`,
        template: "receipt",
        locale: random.pick(["en", "de", "fr", "es"]),
      },
    }),
    result: (random) => ({ message_id: MESSAGE_ID(random), accepted: 1 }),
    failures: [
      { share: 0.006, failure: recipientRefused, retried: false },
      { share: 0.012, failure: smtpGone, retried: true },
    ],
    retry: RETRIES,
  },
  {
    name: "mail.send_login_code",
    queue: "mail",
    priority: 6,
    perMinute: 16,
    medianMs: 310,
    spread: 0.4,
    expiresSeconds: 60,
    invoke: (random) => ({
      args: [random.int(1_000, 99_999)],
      kwargs: { channel: random.pick(["email", "email", "sms"]) },
    }),
    result: () => true,
    failures: [{ share: 0.01, failure: smtpGone, retried: true }],
    retry: RETRIES,
  },
  {
    name: "mail.send_reminder",
    queue: "mail",
    priority: 3,
    perMinute: 5,
    medianMs: 380,
    spread: 0.5,
    countdown: { share: 1, seconds: [20, 240] },
    invoke: (random) => ({
      args: [],
      kwargs: { cart_id: random.int(400_000, 900_000), step: random.int(1, 3) },
    }),
    result: (random) => (random.chance(0.3) ? null : { message_id: MESSAGE_ID(random), accepted: 1 }),
    failures: [{ share: 0.008, failure: recipientRefused, retried: false }],
  },
  {
    name: "mail.send_newsletter",
    queue: "mail",
    perMinute: 0,
    medianMs: 2_600,
    spread: 0.2,
    invoke: (random) => ({
      args: [random.int(200, 260)],
      kwargs: { segment: random.pick(["active-30d", "lapsed", "vip", "all"]), dry_run: false },
    }),
    result: (random, subject) => ({ campaign: subject, queued: random.int(260, 420) }),
    failures: [],
    spawns: { child: "mail.send_campaign", count: [260, 420] },
  },
  {
    name: "mail.send_campaign",
    queue: "mail",
    priority: 6,
    perMinute: 0,
    medianMs: 640,
    spread: 0.5,
    invoke: (random, subject) => ({
      args: [subject, random.int(1_000, 99_999)],
      kwargs: { track_opens: true },
    }),
    result: (random) => ({ message_id: MESSAGE_ID(random), accepted: 1 }),
    failures: [
      { share: 0.02, failure: recipientRefused, retried: false },
      { share: 0.02, failure: smtpGone, retried: true },
    ],
    retry: RETRIES,
  },
];
