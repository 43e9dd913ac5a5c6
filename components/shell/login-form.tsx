"use client";
import { useSearchParams } from "next/navigation";
// Name and password against the users of --basic-auth. `next` leads only to a path of this site.
import { signIn } from "next-auth/react";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { safeNext } from "#lib/routes.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/input.tsx";
import { pages, shared } from "../words/shared.ts";
import { loginForm as words } from "../words/shell-parts.ts";
import { loginErrorText } from "./login-errors.ts";
import { Logo } from "./logo.tsx";

export function LoginForm(): ReactNode {
  const params = useSearchParams();
  const [error, setError] = useState<string | null>(() => loginErrorText(params.get("error")));
  const [busy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const given = { name: name.current?.value ?? "", password: password.current?.value ?? "" };
    const failure = await trySignIn(given);
    if (failure === null) {
      window.location.assign(safeNext(params.get("next")));
      return;
    }
    setBusy(false);
    setError(failure);
    password.current?.select();
  };

  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <form
        method="post"
        onSubmit={(event) => void submit(event)}
        className="grid w-full max-w-[340px] gap-4 rounded-lg border border-line bg-surface p-6 shadow-card"
      >
        <div className="flex items-center gap-2.5">
          <Logo size={24} />
          <h1 className="font-semibold text-xl tracking-[-0.01em]">{words.title}</h1>
        </div>
        <Field label={words.name}>
          {(field) => (
            <Input
              {...field}
              ref={name}
              name="name"
              required
              autoComplete="username"
              autoCapitalize="none"
              className="h-9"
            />
          )}
        </Field>
        <Field label={words.password}>
          {(field) => (
            <Input
              {...field}
              ref={password}
              name="password"
              type="password"
              required
              autoComplete="current-password"
              className="h-9"
            />
          )}
        </Field>
        <p role="alert" className="text-bad empty:hidden">
          {error}
        </p>
        <Button type="submit" variant="primary" busy={busy} className="h-9 justify-center">
          {pages.signIn}
        </Button>
      </form>
    </main>
  );
}

/** null when signed in, else why not. */
async function trySignIn(given: {
  readonly name: string;
  readonly password: string;
}): Promise<string | null> {
  try {
    const answer = await signIn("credentials", { ...given, redirect: false });
    if (answer?.ok === true && answer.error == null) return null;
    return loginErrorText(answer?.error ?? "unknown") ?? loginErrorText("unknown");
  } catch {
    return shared.noAnswer;
  }
}
