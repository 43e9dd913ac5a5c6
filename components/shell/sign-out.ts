// Ends the session and goes to the sign-in page.
import { LOGIN_PATH } from "#lib/routes.ts";

export async function signOutHere(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ redirect: false });
  window.location.assign(LOGIN_PATH);
}
