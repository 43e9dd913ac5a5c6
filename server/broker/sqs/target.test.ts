// Guards how an sqs:// URL is read, what is said when SQS is away, and that no secret gets out.
import { describe, expect, test } from "vitest";
import { DEFAULT_SQS, sqsQueueName } from "#lib/kombu/sqs-options.ts";
import { explainSqs, sqsError } from "./problems.ts";
import { parseSqsUrl } from "./target.ts";

const KEYS = { accessKeyId: "AKIA", secretAccessKey: "hunter/2+" };

describe("sqs:// URLs, as kombu reads them", () => {
  test.each([
    ["sqs://", null, null],
    ["SQS://", null, null],
    ["sqs://AKIA:hunter%2F2%2B@", KEYS, null],
    // Not escaped, as AWS shows it: clear enough.
    ["sqs://AKIA:hunter/2+@", KEYS, null],
    ["sqs://localhost:4566", null, "http://localhost:4566"],
    ["sqs://AKIA:hunter%2F2%2B@sqs.internal:9324/", KEYS, "http://sqs.internal:9324"],
  ])("%s", (url, credentials, endpoint) => {
    const target = parseSqsUrl(url);
    expect(target).toMatchObject({ ok: true, value: { credentials, endpoint } });
    if (target.ok) expect(target.value.masked).not.toContain("hunter");
  });

  test("is_secure makes the host's address https", () => {
    const target = parseSqsUrl("sqs://h:443", { ...DEFAULT_SQS, isSecure: true });
    expect(target).toMatchObject({ ok: true, value: { endpoint: "https://h:443" } });
  });

  test.each([
    ["sqs://AKIA@", "only one of key and secret"],
    ["sqs://a b", "host is not one"],
    ["sqs:", "the form is"],
  ])("%s is refused", (url, words) => {
    expect(parseSqsUrl(url)).toMatchObject({ ok: false, detail: expect.stringContaining(words) });
  });
});

test("queues have the names that kombu gives them", () => {
  expect(sqsQueueName("high.prio", "prod-")).toBe("prod-high-prio");
  expect(sqsQueueName("a:b@c/d", "")).toBe("a_b_c_d");
  expect(sqsQueueName("orders.v2.fifo", "")).toBe("orders-v2.fifo");
});

describe("why SQS is away", () => {
  const target = parseSqsUrl("sqs://AKIA:hunter2@h:1");
  if (!target.ok) throw new Error(target.detail);
  const named = (name: string, code?: string) =>
    Object.assign(new Error("hunter2"), { name }, code && { code });
  test.each([
    [named("CredentialsProviderError"), "auth", "No AWS credentials"],
    [named("InvalidClientTokenId"), "auth", "does not know the access key"],
    [named("SignatureDoesNotMatch"), "auth", "refused the secret"],
    [named("ExpiredTokenException"), "auth", "expired"],
    [named("AccessDeniedException"), "permission", "does not let"],
    [named("QueueDoesNotExist"), "protocol", "no such queue"],
    [named("Error", "ENOTFOUND"), "dns", "not known"],
    [named("Error", "ECONNREFUSED"), "refused", "Nothing listens on http://h:1"],
    [Object.assign(new AggregateError([named("Error", "ECONNREFUSED")]), {}), "refused", "Nothing listens"],
    [named("TimeoutError"), "timeout", "does not answer"],
    [named("Error", "EPROTO"), "tls", "could not be trusted"],
  ])("%s", (error, code, words) => {
    const { text, ...problem } = explainSqs(error, target.value);
    expect(problem.code).toBe(code);
    expect(text).toContain(words);
    expect(problem.remedy).not.toBe("");
    expect(text).not.toContain("hunter2");
  });

  test("what was asked and refused is no loss of the broker", () => {
    expect(sqsError(named("QueueDoesNotExist"), target.value).code).toBe("not_found");
    expect(sqsError(named("PurgeQueueInProgress"), target.value)).toMatchObject({ code: "conflict" });
    expect(sqsError(named("AccessDenied"), target.value).code).toBe("forbidden");
  });
});
