/** The header in which proxy.ts tells a page its own path, so that sign-in can lead back to it. */
export const pathHeader = "x-letterpress-path";

/** Pages that a signed-out visitor may see. Everything under /api answers for itself. */
export function isPublicPath(pathname: string): boolean {
  return /^\/(sign-in|invitation|forbidden|api)(\/|$)/.test(pathname);
}
