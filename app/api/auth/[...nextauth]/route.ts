// Sign-in, sign-out and session of browsers: the only API route inside Next. Umbel's server reads the cookie it sets.
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { handedOver } from "#server/auth/auth-settings.ts";
import { nextAuthOptions } from "#server/auth/next-auth-options.ts";

interface Context {
  readonly params: Promise<{ nextauth: string[] }>;
}

// server/http has set x-forwarded-proto to what the browser speaks.
function handle(request: NextRequest, context: Context): Promise<Response> {
  const secure = request.headers.get("x-forwarded-proto") === "https";
  return NextAuth(request, context, nextAuthOptions(handedOver(), secure));
}

export { handle as GET, handle as POST };
