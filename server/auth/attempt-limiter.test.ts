// Guards that guessing is slow, and that whoever guesses locks out nobody else.
import { expect, test } from "vitest";
import { createAttemptLimiter, type LimiterOptions } from "./attempt-limiter.ts";

function setting(over: Partial<LimiterOptions> = {}) {
  const clock = { now: 0 };
  const options = { narrow: 2, perAddress: 5, perUser: 5, windowMs: 1000, ...over };
  const limiter = createAttemptLimiter({ now: () => clock.now, ...options });
  const guess = (address: string, user = "ann") => void limiter.count({ address, user });
  const signIn = (address: string, user = "ann") => limiter.count({ address, user })();
  const blocked = (address: string, user = "ann") => limiter.blockedFor({ address, user }) !== null;
  return { clock, limiter, guess, signIn, blocked };
}

test("A13: a user who is guessed at is refused at that address, others and elsewhere are not", () => {
  const { clock, guess, blocked, limiter } = setting();
  guess("10.0.0.1");
  guess("10.0.0.1");
  expect(blocked("10.0.0.1")).toBe(true);
  expect(blocked("10.0.0.1", "bob")).toBe(false);
  expect(blocked("10.0.0.2")).toBe(false);
  clock.now = 400;
  expect(limiter.blockedFor({ address: "10.0.0.1", user: "ann" })).toBe(1);
  clock.now = 1000;
  expect(blocked("10.0.0.1")).toBe(false);
});

test("A13: many names from one address are limited, but not whoever signed in there before", () => {
  const { guess, signIn, blocked } = setting();
  signIn("10.0.0.1", "bob");
  for (const name of ["a", "b", "c", "d", "e"]) guess("10.0.0.1", name);
  expect(blocked("10.0.0.1", "f")).toBe(true);
  expect(blocked("10.0.0.1", "bob")).toBe(false);
  expect(blocked("10.0.0.2", "f")).toBe(false);
});

test("A13: one user from many addresses is limited, but not locked out where they sign in", () => {
  const { guess, signIn, blocked } = setting();
  signIn("10.9.9.9");
  for (const last of [1, 2, 3, 4, 5]) guess(`10.0.0.${last}`);
  expect(blocked("10.0.0.77")).toBe(true);
  expect(blocked("10.9.9.9")).toBe(false);
  expect(blocked("10.0.0.77", "bob")).toBe(false);
  // Nobody from elsewhere can guess on this machine itself.
  for (const here of ["127.0.0.1", "::1", "unix"]) expect(blocked(here)).toBe(false);
});

test("A13: an IPv6 network is one address, in whatever spelling, and a /56 is limited as one", () => {
  const { guess, blocked } = setting();
  guess("2001:db8:1:2::1");
  guess("2001:db8:1:2:3:4:5:6");
  expect(blocked("2001:db8:0001:2::9")).toBe(true);
  expect(blocked("2001:db8:1:3::1")).toBe(false);
  for (const net of [3, 4, 5]) guess(`2001:db8:1:${net}::1`, `user${net}`);
  expect(blocked("2001:db8:1:6::1", "zoe")).toBe(true);
  expect(blocked("2001:db8:1:106::1", "zoe")).toBe(false);
  guess("::ffff:1.2.3.4");
  guess("1.2.3.4");
  expect(blocked("1.2.3.4")).toBe(true);
});

test("A13: what was right does not count, and the tables are bounded", () => {
  const { guess, signIn, blocked } = setting({ maxEntries: 3, perUser: 1000 });
  for (let i = 0; i < 50; i++) signIn("10.0.0.1");
  expect(blocked("10.0.0.1")).toBe(false);
  guess("10.0.0.1");
  guess("10.0.0.1");
  expect(blocked("10.0.0.1")).toBe(true);
  for (const last of [1, 2, 3]) guess(`10.0.1.${last}`);
  expect(blocked("10.0.0.1")).toBe(false);
});
