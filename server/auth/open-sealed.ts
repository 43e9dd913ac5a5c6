// Loaded when the first cookie comes. A package of CommonJS that is bundled gives its names only to a static import.
import { decode } from "next-auth/jwt";

/** What next-auth has sealed; null: it was not sealed with this secret, or its time is over. */
export function openSealed(token: string, secret: string) {
  return decode({ token, secret }).catch(() => null);
}
