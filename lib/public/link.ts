import { verifyLinkToken, type LinkPurpose, type LinkTarget } from "@/lib/domain/link-token";
import { isLocale, negotiateLocale, type Locale } from "@/lib/domain/locale";
import { acceptedSecrets } from "./link-secrets";
import { calmPage } from "./page";
import { inertToken } from "./recipient-urls";

/** Whose link this is, or the page to answer with: for tests and previews, and for what is not ours. */
export function readLink(
  purpose: LinkPurpose,
  token: string,
  request: Request,
): { ok: true; target: LinkTarget } | { ok: false; page: () => Response } {
  const target = verifyLinkToken(purpose, token, acceptedSecrets());
  if (target) return { ok: true, target };
  const locale = strangerLocale(request);
  return { ok: false, page: () => calmPage(locale, token === inertToken ? "inert" : "notOurs") };
}

/** The language of somebody we know nothing about. */
export function strangerLocale(request: Request): Locale {
  return (
    chosenLocale(request) ?? negotiateLocale(undefined, request.headers.get("accept-language"))
  );
}

/** What the person picked on the page itself. */
export function chosenLocale(request: Request): Locale | undefined {
  const chosen = new URL(request.url).searchParams.get("lang");
  return isLocale(chosen) ? chosen : undefined;
}

/** Scanners and browsers that fetch ahead are not the person. */
export function isByPerson(request: Request): boolean {
  if (request.method !== "GET") return false;
  const purpose = request.headers.get("sec-purpose") ?? request.headers.get("purpose") ?? "";
  return !/prefetch|preview/i.test(purpose);
}
