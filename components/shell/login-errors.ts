// next-auth's error names in words for people. Pure.

export function loginErrorText(name: string | null): string | null {
  if (name === null || name === "") return null;
  if (name === "CredentialsSignin") return "The name or the password is wrong.";
  if (name === "TooManyAttempts") return "Too many failed sign-ins. Wait a minute, then try again.";
  if (name === "SessionRequired") return "Sign in first.";
  return "Signing in did not work. Umbel's log says why.";
}
