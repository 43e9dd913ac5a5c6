// next-auth's error names in words for people. Pure.
import { loginErrors as words } from "../words/shell-parts.ts";

export function loginErrorText(name: string | null): string | null {
  if (name === null || name === "") return null;
  if (name === "CredentialsSignin") return words.wrong;
  if (name === "TooManyAttempts") return words.tooMany;
  if (name === "SessionRequired") return words.required;
  return words.failed;
}
