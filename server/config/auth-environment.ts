// What next-auth reads from the environment.

/**
 * It then takes host and protocol from the request's headers, which server/http sets; a fixed URL would break sign-in on every
 * other host and port. Must be called before the first request reaches next-auth.
 */
export function letNextAuthTrustHeaders(): void {
  process.env.AUTH_TRUST_HOST = "1";
  delete process.env.NEXTAUTH_URL;
}
