// Ends the session and goes to the sign-in page. The server closes the session's connections at once, and a page that is
// closed out goes to sign-in by itself (use-session-guard.ts), to come back: whoever leaves does not want that.
import { LOGIN_PATH } from "#lib/routes.ts";

let leaving = false;

export function isLeaving(): boolean {
  return leaving;
}

export async function signOutHere(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  leaving = true;
  try {
    await signOut({ redirect: false });
    window.location.assign(LOGIN_PATH);
  } catch (error) {
    leaving = false;
    throw error;
  }
}
