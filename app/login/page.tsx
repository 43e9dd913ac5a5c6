// Sign in, and go back to where one wanted to be.
import { LoginForm } from "#components/shell/login-form.tsx";
import { Place } from "#components/shell/place.tsx";
import { pages } from "#components/words/shared.ts";

export default function LoginPage() {
  return (
    <Place title={pages.signIn}>
      <LoginForm />
    </Place>
  );
}
