import "server-only";
import { getServerSession } from "next-auth";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { UserRole } from "@/db/schema/users";
import { authOptions } from "@/lib/auth/options";
import { pathHeader } from "@/lib/domain/request-path";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";

export type SessionUser = { id: number; email: string; name: string; role: UserRole };

/** Who is signed in, read once a request; undefined also when the session was revoked. */
export const findSessionUser = cache(async (): Promise<SessionUser | undefined> => {
  const session = await getServerSession(authOptions({ ip: "" }));
  return session?.user;
});

/**
 * The signed-in user of a page, who has at least this role: else on to sign in, or to /forbidden.
 * Until the first-run form is answered it leads the administrator there.
 */
export async function requireUser(role: UserRole = "viewer"): Promise<SessionUser> {
  const user = await findSessionUser();
  const path = (await headers()).get(pathHeader) ?? "/";
  if (!user) redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  if (!hasRole(user.role, role)) redirect("/forbidden");
  if (user.role === "admin" && !path.startsWith("/setup")) await requireSetup();
  return user;
}

const isSetUp = cache(async () => (await getOrganization()).setupFinishedAt !== null);

async function requireSetup(): Promise<void> {
  if (!(await isSetUp())) redirect("/setup");
}
