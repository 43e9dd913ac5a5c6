// Sign in, and go back to where one wanted to be.
import type { Metadata } from "next";
import { type ReactNode, Suspense } from "react";
import { LoginForm } from "#components/shell/login-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default function LoginPage(): ReactNode {
  return (
    <Suspense>
      <LoginForm />
    </Suspense>
  );
}
