import fc from "fast-check";
import { expect, test } from "vitest";
import { maskJson, maskUnknown } from "./mask-value.ts";
import { MASK } from "./masking/mark.ts";

test("hides what Celery forgets to hide, and keeps the rest", () => {
  const masked = maskJson({
    broker_read_url: "redis://:hunter2@h/0",
    broker_password: "hunter2",
    broker: {
      hostname: "h",
      alternates: ["redis://:hunter2@a/0", "hunter2"],
      transport_options: {
        region: "eu",
        secret_access_key: "hunter2",
        sentinel_kwargs: { username: "hunter2", password: 22, db: 1 },
      },
    },
    list: [{ api_key: "hunter2", port: 6379 }],
    task_queues: ["a"],
    redis_password: null,
    empty_password: "",
  });
  expect(JSON.stringify(masked)).not.toContain("hunter2");
  expect(masked).toMatchObject({
    broker: {
      hostname: "h",
      transport_options: { region: "eu", sentinel_kwargs: { password: MASK, db: 1 } },
    },
    list: [{ port: 6379 }],
    task_queues: ["a"],
    redis_password: null,
    empty_password: "",
  });
});

test("A7: pairs and command lines are lists of any depth, the outermost too", () => {
  expect(
    maskJson([
      ["Cookie", "hunter2"],
      ["--password", "hunter2", "--n", "1"],
    ]),
  ).toEqual([
    ["Cookie", MASK],
    ["--password", MASK, "--n", "1"],
  ]);
  expect(maskJson(["psql", "--password", "hunter2"])).toEqual(["psql", "--password", MASK]);
  expect(maskJson(["password", "username"])).toEqual(["password", "username"]);
});

test("no secret of a URL or of a secret key survives maskUnknown, and it never throws", () => {
  fc.assert(
    fc.property(
      fc.anything(),
      fc.constantFrom("password", "SECRET_KEY", "auth_token", "api_key"),
      (value, key) => {
        const text = JSON.stringify(maskUnknown({ value, [key]: "hunter2", url: "amqp://u:hunter2@h" }));
        expect(text).not.toContain("hunter2");
      },
    ),
  );
});

test("maskUnknown is bounded in depth, items and text", () => {
  let deep: unknown = "end";
  for (let depth = 0; depth < 1_000; depth += 1) deep = [deep];
  const text = JSON.stringify(maskUnknown({ deep, many: Array(1e5).fill(0), long: "x".repeat(1e6) }));
  expect(text.length).toBeLessThan(50_000);
  expect(text).toContain("95000 more");
});
