// Guards that no shape of a password known to brokers survives masking, and that other text does.
import { expect, test } from "vitest";
import { maskSecrets } from "./mask.ts";

test.each([
  ["redis://:s3cret@host:6379/0", "redis://:***@host:6379/0"],
  ["redis://user:s3cret@host/0", "redis://user:***@host/0"],
  ["amqp://user:a/b:c@d@host//", "amqp://user:***@host//"],
  ["broker redis://u:p@h/0 is away", "broker redis://u:***@h/0 is away"],
  ["sentinel://h:1/?password=abc&db=1", "sentinel://h:1/?password=***&db=1"],
  ["authorization: Basic dXNlcjpwYXNz", "authorization: Basic ***"],
  ["Bearer abc.def.ghi", "Bearer ***"],
])("%s", (text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});

test.each(["redis://localhost:6379/0", "mail to ops@example.org: two of 5", "http://a:1/b and http://c:2/d"])(
  "leaves alone: %s",
  (text) => {
    expect(maskSecrets(text)).toBe(text);
  },
);
