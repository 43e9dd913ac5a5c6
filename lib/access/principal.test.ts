// Guards the chain of authenticators: who is asked, in which order, and that whom nobody knows is nobody.
import { expect, test } from "vitest";
import { somebody } from "./principal.test-helper.ts";
import {
  type Authenticator,
  authenticateBy,
  type Identity,
  maySee,
  type Principal,
  type Told,
} from "./principal.ts";

const FACTS = { cookie: undefined, authorization: undefined, address: "::1" };

/** Asks authenticators that tell these, one after another. */
async function chain(...told: Told[]) {
  const asked: number[] = [];
  const authenticators = told.map((answer, index): Authenticator => {
    return async () => {
      asked.push(index);
      return answer;
    };
  });
  return { verdict: await authenticateBy(authenticators)(FACTS), asked };
}

test("the first that knows has decided", async () => {
  const identity = await somebody({ name: "bob" });
  const { verdict, asked } = await chain(null, { kind: "known", identity }, null);
  expect(verdict).toMatchObject({ kind: "known", principal: { name: "bob" } });
  expect(asked).toEqual([0, 1]);
});

test("the first that refuses has decided, whoever would know the sender after it", async () => {
  const identity = await somebody();
  for (const refused of [
    { kind: "unknown", message: "no" },
    { kind: "limited", retryAfterSeconds: 3 },
  ] as const) {
    expect(await chain(refused, { kind: "known", identity })).toEqual({ verdict: refused, asked: [0] });
  }
});

test("whom nobody knows is refused, also by a chain of nobody", async () => {
  expect((await chain(null, null)).verdict).toEqual({ kind: "unknown", message: "Sign in first." });
  expect((await chain()).verdict).toMatchObject({ kind: "unknown" });
});

test("an identity is no principal", async () => {
  const { name, role, authenticated, source, signIn, clusters, session } = await somebody();
  const identity: Identity = { name, role, authenticated, source, signIn, clusters, session };
  // @ts-expect-error Only the chain makes principals.
  const forged: Principal = identity;
  expect(forged).toBe(identity);
});

test("a principal sees its clusters", async () => {
  const some = await somebody({ clusters: ["mail"] });
  expect([maySee(some, "mail"), maySee(some, "reports")]).toEqual([true, false]);
  expect(maySee(await somebody({ clusters: [] }), "mail")).toBe(false);
  expect(maySee(await somebody(), "reports")).toBe(true);
});
