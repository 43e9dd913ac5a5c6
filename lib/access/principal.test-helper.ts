// People for tests, made as every principal is: by an authenticator that knows them.
import { authenticateBy, type Identity, type Principal } from "./principal.ts";

const ANN: Identity = {
  ...{ name: "ann", role: "admin", authenticated: true, source: "127.0.0.1" },
  ...{ signIn: "basic", clusters: "all", session: null },
};

export async function somebody(part: Partial<Identity> = {}): Promise<Principal> {
  const told = { kind: "known", identity: { ...ANN, ...part } } as const;
  const facts = { cookie: undefined, authorization: undefined, address: "127.0.0.1" };
  const verdict = await authenticateBy([() => told])(facts);
  if (verdict.kind !== "known") throw new Error(verdict.kind);
  return verdict.principal;
}
