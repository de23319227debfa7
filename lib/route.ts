import "server-only";
import type { NextRequest } from "next/server";
import { getTranslations } from "next-intl/server";
import type { UserRole } from "@/db/schema/users";
import { isSameSite } from "@/lib/domain/same-site";
import { hasRole } from "@/lib/domain/user-role";
import { appOrigin } from "@/lib/env";
import { findSessionUser, type SessionUser } from "@/lib/session";

/** The dynamic parts of the path; those of a catch-all are joined with slashes. */
type Params = Record<string, string>;
// Next resolves to undefined for a path without dynamic parts, whatever its types say.
type GivenParams = Promise<Record<string, string | string[] | undefined> | undefined>;
type RouteHandler = (request: NextRequest, context: { params: GivenParams }) => Promise<Response>;

/**
 * A route handler for signed-in people: 401 and 403 as JSON, and unsafe methods only from our own
 * pages.
 */
export function route(
  options: { role: UserRole },
  handler: (
    request: NextRequest,
    context: { user: SessionUser; params: Params },
  ) => Promise<Response> | Response,
): RouteHandler {
  return async (request, { params }) => {
    const t = await getTranslations("validation");
    if (!isSameSite(request, appOrigin())) return refuse(403, "cross_site", t("crossSite"));
    const user = await findSessionUser();
    if (!user) return refuse(401, "signed_out", t("signedOut"));
    if (!hasRole(user.role, options.role)) {
      return refuse(403, "forbidden", t("forbidden", { role: options.role }));
    }
    return handler(request, { user, params: await flatten(params) });
  };
}

/** A route handler that needs no session; the reason says why that is right. */
export function publicRoute(
  _reason: string,
  handler: (request: NextRequest, context: { params: Params }) => Promise<Response> | Response,
): RouteHandler {
  return async (request, { params }) => handler(request, { params: await flatten(params) });
}

async function flatten(given: GivenParams): Promise<Params> {
  const entries = Object.entries((await given) ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, [value ?? []].flat().join("/")]));
}

function refuse(status: 401 | 403, error: string, message: string): Response {
  return Response.json({ error, message }, { status, headers: { "cache-control": "no-store" } });
}
