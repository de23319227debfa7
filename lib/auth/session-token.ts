import type { JWT } from "next-auth/jwt";
import { findUser } from "@/lib/users";

/** The error of a session that has ended; next-auth clears its cookie. */
export const revoked = "session revoked";

/**
 * The contents of the session cookie, made anew at every request out of the user's row, so that a
 * change of role acts at once and a raised version ends the session. `signedIn` is the user's id
 * while signing in, when there is no version to compare yet.
 */
export async function refreshToken(token: JWT, signedIn?: string): Promise<JWT> {
  const id = Number(signedIn ?? token.sub);
  const user = Number.isSafeInteger(id) ? await findUser(id) : undefined;
  if (!user || user.disabledAt) throw new Error(revoked);
  if (signedIn === undefined && token.version !== user.sessionVersion) throw new Error(revoked);
  const { email, name, role, sessionVersion: version } = user;
  return { sub: String(user.id), email, name, role, version };
}
