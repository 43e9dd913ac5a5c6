// Who sent a request, as a sign-in told it. Authenticators know people; only their chain makes principals: the brand below
// is nowhere else, so that no other code can make one up.
import type { Actor } from "./actor.ts";

/** What is known of a request by those who look for who sent it. */
export interface RequestFacts {
  readonly cookie: string | undefined;
  readonly authorization: string | undefined;
  readonly address: string;
}

/** What ends before the process does, and all that was opened in it with it. */
export interface PrincipalSession {
  readonly id: string;
  /** Epoch ms. */
  readonly expiresAt: number;
  /** Calls back once, when the session ends. Returns what forgets the listener. */
  onEnd(listener: () => void): () => void;
}

export interface Identity extends Actor {
  /** Which sign-in told; `none`: there are no users, and everybody may come in. */
  readonly signIn: "session" | "basic" | "none";
  /** Names of the clusters that it may see. */
  readonly clusters: readonly string[] | "all";
  /** null: it holds for each request anew, and does not end. */
  readonly session: PrincipalSession | null;
}

declare const made: unique symbol;
export interface Principal extends Identity {
  readonly [made]: true;
}

type Refused =
  | { readonly kind: "unknown"; readonly message: string }
  | { readonly kind: "limited"; readonly retryAfterSeconds: number };

/** null: not mine, ask the next. */
export type Told = { readonly kind: "known"; readonly identity: Identity } | Refused | null;
export type Authenticator = (facts: RequestFacts) => Told | Promise<Told>;

export type Verdict = { readonly kind: "known"; readonly principal: Principal } | Refused;
export type Authenticate = (facts: RequestFacts) => Promise<Verdict>;

/** Asks each in turn; the first that knows or refuses has decided. Whom none knows is refused. */
export function authenticateBy(authenticators: readonly Authenticator[]): Authenticate {
  return async (facts) => {
    for (const ask of authenticators) {
      const told = await ask(facts);
      if (told === null) continue;
      // Cast: the brand is of types only, and this is where it is given.
      return told.kind === "known" ? { kind: "known", principal: told.identity as Principal } : told;
    }
    return { kind: "unknown", message: "Sign in first." };
  };
}

export function maySee({ clusters }: Principal, cluster: string): boolean {
  return clusters === "all" || clusters.includes(cluster);
}
