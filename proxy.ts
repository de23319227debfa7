import { getToken } from "next-auth/jwt";
import { type NextRequest, NextResponse } from "next/server";
import { sessionSecret, usesSecureCookies } from "@/lib/auth/secret";
import { isPublicPath, pathHeader } from "@/lib/domain/request-path";
import { securityHeaders } from "@/lib/domain/security-headers";
import { isDevelopment } from "@/lib/env";

/**
 * Stands before every page: a fresh nonce for its scripts, secure headers, and the way to sign in.
 * It looks at the cookie only; each page, action and route asks the database itself.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const path = pathname + search;
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const headers = securityHeaders({
    nonce,
    isDevelopment: isDevelopment(),
    isHttps: usesSecureCookies(),
  });
  if (isPageView(request) && !isPublicPath(pathname) && !(await hasSessionCookie(request))) {
    const signIn = new URL("/sign-in", request.nextUrl);
    if (path !== "/") signIn.searchParams.set("callbackUrl", path);
    // Next sends it as a path, so the visitor stays on the host name he came by.
    return NextResponse.redirect(signIn, 307);
  }
  const forwarded = new Headers(request.headers);
  forwarded.set(pathHeader, path);
  forwarded.set("x-nonce", nonce);
  // Next reads the nonce for its own scripts out of the request's policy.
  forwarded.set("content-security-policy", headers["content-security-policy"] ?? "");
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

// A form that is sent after the session ended must come back with its input, not be led away.
function isPageView(request: NextRequest): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

async function hasSessionCookie(request: NextRequest): Promise<boolean> {
  const secureCookie = usesSecureCookies();
  return (await getToken({ req: request, secret: sessionSecret(), secureCookie })) !== null;
}

export const config = {
  matcher: [
    // Left out: files (mails show the samples to people who never sign in), public links (hot, and
    // with headers of their own), probes, the sync API, the upload, whose body Next would cut at
    // 10 MB, images and what is asked of them (the same, and a policy of their own), and the copy of a
    // mail, whose own policy Next would drop for ours: no frame could show it.
    "/((?!_next/|samples/|icon\\.|favicon\\.|robots\\.txt$|[ucow]/|api/health$|api/metrics$|api/contacts$|api/images(?:/|$)|images/|audience/imports/upload$|campaigns/\\d+/report/recipients/\\d+/mail$).*)",
  ],
};
