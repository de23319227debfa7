/** The header in which proxy.ts tells a page its own path, so that sign-in can lead back to it. */
export const pathHeader = "x-letterpress-path";

/** Pages that a signed-out visitor may see. Everything under /api answers for itself. */
export function isPublicPath(pathname: string): boolean {
  return /^\/(sign-in|invitation|forbidden|api)(\/|$)/.test(pathname);
}

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The same address under the dashboard's own name, when a visitor came by another name of this
 * machine: cookies and provider callbacks belong to one name. undefined = stay.
 */
export function canonicalUrl(
  visit: { host: string | null; path: string },
  appOrigin: string,
): string | undefined {
  const own = new URL(appOrigin);
  const [hostname, port] = splitHost(visit.host ?? "");
  const isAlias =
    loopback.includes(hostname) &&
    loopback.includes(own.hostname) &&
    hostname !== own.hostname &&
    port === own.port;
  return isAlias ? appOrigin + visit.path : undefined;
}

function splitHost(host: string): [hostname: string, port: string] {
  const url = `http://${host}`;
  if (!URL.canParse(url)) return ["", ""];
  return [new URL(url).hostname, new URL(url).port];
}
