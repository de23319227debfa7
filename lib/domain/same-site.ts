const safeMethods = ["GET", "HEAD", "OPTIONS"];

/**
 * Whether a request may change something: sent by a page of ours, as the browser itself says. What
 * says nothing is refused; a cookie alone is no consent.
 */
export function isSameSite(
  request: { method: string; headers: Headers; url: string },
  appOrigin: string,
): boolean {
  if (safeMethods.includes(request.method)) return true;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = request.headers.get("origin");
  // The Host as the browser sent it counts too: 127.0.0.1 and localhost are both this machine.
  return (
    origin !== null && (origin === appOrigin || hostOf(origin) === request.headers.get("host"))
  );
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
