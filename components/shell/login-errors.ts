// next-auth's error names in words for people. Pure.

export function loginErrorText(name: string | null): string | null {
  if (name === null || name === "") return null;
  if (name === "CredentialsSignin") return "Wrong name or password.";
  if (name === "TooManyAttempts") return "Too many failed sign-ins. Wait a minute, then try again.";
  if (name === "SessionRequired") return "Sign in first.";
  return "Sign-in failed. Umbel's log has the reason.";
}
