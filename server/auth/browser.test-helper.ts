// A browser that signs in and out as next-auth's own part does.
import type { Answer, TestServer } from "../http/test-server.test-helper.ts";

export const CALLBACK = "/api/auth/callback/credentials";
export const FORM = { "content-type": "application/x-www-form-urlencoded" };
export const PAGE = { accept: "text/html", "user-agent": "Mozilla/5.0" };

/** A browser's cookie jar, as far as it matters here. */
export function browserOf(server: TestServer, extra: Record<string, string> = {}) {
  const jar = new Map<string, string>();
  const ask = async (path: string, options: Parameters<TestServer["ask"]>[1] = {}): Promise<Answer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await server.ask(path, { ...options, headers: { ...extra, ...options.headers, cookie } });
    for (const line of [answer.headers["set-cookie"] ?? []].flat()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  const post = async (path: string, fields: Record<string, string>) => {
    const { csrfToken } = JSON.parse((await ask("/api/auth/csrf")).text);
    const body = new URLSearchParams({ csrfToken, json: "true", ...fields }).toString();
    return ask(path, { method: "POST", headers: FORM, body });
  };
  return {
    jar,
    ask,
    signIn: (name: string, password: string, callbackUrl = "/tasks") =>
      post(CALLBACK, { name, password, callbackUrl }),
    signOut: () => post("/api/auth/signout", {}),
  };
}
