import { adapter } from "@/lib/auth/adapter";
import { mayReceiveLink } from "@/lib/auth/link-mail";
import { admitProviderAccount } from "@/lib/auth/provider-account";
import { verifiedEmailOf } from "@/lib/auth/verified-email";
import { appOrigin } from "@/lib/env";
import { acceptInvitation, findInvitationByEmail } from "@/lib/invitations";
import { hitRateLimits, rates, releaseRateLimits } from "@/lib/rate-limit";
import { findUserByPassword, type User, userEmail } from "@/lib/users";

/** What of the request decides who may come in. */
export type Visit = { ip: string; invitationToken?: string | undefined };

export type PasswordAnswer =
  | { ok: true; user: User }
  | { ok: false; reason: "wrong" }
  | { ok: false; reason: "rate_limited"; retryAfterSeconds: number };

/** Compares a password; only tries that fail count against the address and the IP. */
export async function admitPassword(
  credentials: { email: string; password: string },
  { ip }: Visit,
): Promise<PasswordAnswer> {
  const email = userEmail(credentials.email);
  const limits = [
    { rate: rates.signInAddress, subject: email },
    { rate: rates.signInIp, subject: ip },
  ];
  const allowed = await hitRateLimits(limits);
  if (!allowed.ok) return { ...allowed, reason: "rate_limited" };
  const user = await findUserByPassword(email, credentials.password);
  if (!user) return { ok: false, reason: "wrong" };
  await releaseRateLimits(limits);
  return { ok: true, user };
}

/** Whether a link is mailed to this address. Answers strangers and members alike (see below). */
export async function admitLinkRequest(rawEmail: string, { ip }: Visit): Promise<true | string> {
  const email = userEmail(rawEmail);
  const allowed = await hitRateLimits([
    { rate: rates.linkAddress, subject: email },
    { rate: rates.linkIp, subject: ip },
  ]);
  if (!allowed.ok) return `${appOrigin()}/sign-in?error=rate_limited:${allowed.retryAfterSeconds}`;
  if (await mayReceiveLink(email)) return true;
  // Where next-auth leads after a mail went out: nobody learns who works here.
  return `${appOrigin()}/api/auth/verify-request?provider=email&type=email`;
}

/** A used link proves the address: a user comes in, an invited person becomes one. */
export async function admitLink(rawEmail: string): Promise<boolean> {
  const email = userEmail(rawEmail);
  if (await adapter.getUserByEmail(email)) return true;
  const invitation = await findInvitationByEmail(email);
  if (!invitation) return false;
  return (await acceptInvitation(invitation.id, { name: "" })).ok;
}

/** A Google, Kakao or Naver account, with what its provider says of it. */
export async function admitAccount(
  account: { provider: string; providerAccountId: string; name: string; profile: unknown },
  { invitationToken }: Visit,
): Promise<boolean> {
  const { profile, ...visitor } = account;
  const verifiedEmail = verifiedEmailOf(account.provider, profile);
  const userId = await admitProviderAccount({ ...visitor, verifiedEmail, invitationToken });
  return userId !== undefined;
}
