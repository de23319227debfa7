// Only parsed, never visited.
const anyOrigin = "http://letterpress.invalid";

/**
 * Where to go after signing in: a path of our own, or the overview. Everything that a browser would
 * take to another origin ("//evil", "/\evil", "https:…", control characters) becomes the overview.
 */
export function callbackPath(raw: string | null | undefined, ownOrigins: string[] = []): string {
  if (!raw || hasControlOrBackslash(raw)) return "/";
  if (raw.startsWith("/")) {
    const url = parse(raw, anyOrigin);
    return url?.origin === anyOrigin ? pathOf(url) : "/";
  }
  const url = parse(raw);
  return url && ownOrigins.includes(url.origin) ? pathOf(url) : "/";
}

function pathOf(url: URL): string {
  // "http://own//evil" has the path "//evil", which would leave again.
  if (url.pathname.startsWith("//")) return "/";
  // Coming back to the sign-in page would be a circle; an API answer is no page.
  if (/^\/(sign-in|api)(\/|$)/.test(url.pathname)) return "/";
  return url.pathname + url.search;
}

function parse(raw: string, base?: string): URL | undefined {
  return URL.canParse(raw, base) ? new URL(raw, base) : undefined;
}

function hasControlOrBackslash(raw: string): boolean {
  for (const character of raw) {
    if (character === "\\" || character < " " || character === "\u007f") return true;
  }
  return false;
}
