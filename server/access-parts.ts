// What decides who may come in, put together: one limiter for all ways of signing in, one secret for whoever seals and
// whoever reads, one memory of sessions that have ended. Part of the composition root.
import { randomBytes } from "node:crypto";
import { createAttemptLimiter } from "./auth/attempt-limiter.ts";
import { createAuthenticate } from "./auth/authenticate.ts";
import { readSessions } from "./auth/session-cookie.ts";
import { createSessions } from "./auth/sessions.ts";
import { createSignIn } from "./auth/sign-in.ts";
import { letNextAuthTrustHeaders } from "./config/auth-environment.ts";
import type { Config } from "./config/config.ts";
import { createProxies } from "./http/client.ts";
import type { FrontDeps } from "./http/front.ts";
import { createGate } from "./http/gate.ts";
import { createHostCheck, remedy } from "./http/own-hosts.ts";
import { createSignInGuard } from "./http/sign-in-guard.ts";
import type { Kept } from "./kept-parts.ts";
import type { Log } from "./log.ts";

interface AccessDeps {
  readonly config: Config;
  readonly kept: Kept;
  readonly now: () => number;
  readonly hasLoginPage: boolean;
  readonly log: Log;
}

type Access = Pick<FrontDeps, "gate" | "guardSignIn" | "signIn" | "proxies" | "onForwarded">;

export async function openAccess({ config, kept, now, hasLoginPage, log }: AccessDeps): Promise<Access> {
  const { users, allowedHosts, address, trustedProxies, unixSocket } = config;
  const secret = config.secret ?? randomBytes(32).toString("base64url");
  letNextAuthTrustHeaders();
  const limiter = createAttemptLimiter({ now });
  // Only with a secret of one's own can a cookie outlive the process, and only then is it of use to remember its end.
  const sessions = createSessions({
    now,
    ...(config.secret !== null && (await kept.openEndedSessions(now()))),
  });
  const proxies = createProxies(trustedProxies);
  const checkHost = createHostCheck({
    ...{ allowed: allowedHosts, anyName: users.length > 0 || unixSocket !== null, address },
    onRefused: (name) => log.warn(`A request for the host “${name}” was refused: ${remedy(name)}.`),
  });
  const authenticate = createAuthenticate({ users, secret, limiter, sessions });
  let warned = false;
  return {
    gate: createGate({ authenticate, hasLoginPage, checkHost, proxies }),
    guardSignIn: createSignInGuard({
      ...{ limiter, proxies },
      sessionsOf: async (cookie) =>
        (await readSessions(cookie, { users, secret, sessions })).map(({ session }) => session),
      onKeepError: (err) =>
        log.error({ err }, "a session has ended, but after a restart its cookie would be accepted again"),
    }),
    signIn: users.length > 0 ? createSignIn({ users, secret }) : null,
    proxies,
    onForwarded(peer) {
      if (warned) return;
      warned = true;
      const remedy = `if it is a proxy of yours, list it with --trusted-proxies ${peer}`;
      log.warn(`${peer} sends X-Forwarded-For and is not believed: ${remedy}.`);
    },
  };
}
