import type { AuthOptions } from "next-auth";
import type { EmailConfig } from "next-auth/providers/email";
import Credentials from "next-auth/providers/credentials";
import { adapter } from "@/lib/auth/adapter";
import { mayReceiveLink, sendLinkMail } from "@/lib/auth/link-mail";
import { admitProviderAccount } from "@/lib/auth/provider-account";
import { oauthProviders } from "@/lib/auth/providers";
import { sessionSecret, usesSecureCookies } from "@/lib/auth/secret";
import { verifiedEmailOf } from "@/lib/auth/verified-email";
import { recordAudit } from "@/lib/audit";
import { callbackPath } from "@/lib/domain/callback-path";
import { appOrigin, env, setNextAuthUrl } from "@/lib/env";
import { acceptInvitation, findInvitationByEmail } from "@/lib/invitations";
import { log } from "@/lib/log";
import { hitRateLimits, rates, releaseRateLimits } from "@/lib/rate-limit";
import { findUser, findUserByPassword, recordSignIn, userEmail } from "@/lib/users";

/** What of the request decides who may come in. */
export type Visit = { ip: string; invitationToken?: string | undefined };

const revoked = "session revoked";
const linkMinutes = 15;

/** next-auth's options, made for each request: the callbacks see whose request it is. */
export function authOptions(visit: Visit): AuthOptions {
  setNextAuthUrl();
  return {
    secret: sessionSecret(),
    useSecureCookies: usesSecureCookies(),
    session: { strategy: "jwt", maxAge: 30 * 24 * 60 * 60 },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    adapter,
    providers: [passwordProvider(visit), linkProvider(), ...oauthProviders()],
    callbacks: {
      signIn: (attempt) => mayComeIn(attempt, visit),
      redirect: ({ url, baseUrl }) => baseUrl + callbackPath(url, [baseUrl]),
      jwt: freshToken,
      session: ({ session, token }) => ({
        ...session,
        user: {
          id: Number(token.sub),
          email: token.email ?? "",
          name: token.name ?? "",
          role: token.role ?? "viewer",
        },
      }),
    },
    events: {
      async signIn({ user, account }) {
        const userId = Number(user.id);
        await recordSignIn(userId);
        const details = { with: account?.provider };
        await recordAudit({ userId, action: "user.sign_in", details, ip: visit.ip });
      },
    },
    logger: { error: logAuthError, warn: () => undefined, debug: () => undefined },
  };
}

function passwordProvider(visit: Visit) {
  return Credentials({
    credentials: { email: {}, password: {} },
    async authorize(credentials) {
      const email = userEmail(credentials?.email ?? "");
      const limits = [
        { rate: rates.signInAddress, subject: email },
        { rate: rates.signInIp, subject: visit.ip },
      ];
      const allowed = await hitRateLimits(limits);
      // Shown in words by the sign-in form; next-auth hands on nothing but an error's message.
      if (!allowed.ok) throw new Error(`rate_limited:${allowed.retryAfterSeconds}`);
      const user = await findUserByPassword(email, credentials?.password ?? "");
      if (!user) return null;
      await releaseRateLimits(limits);
      return { id: String(user.id), email: user.email, name: user.name };
    },
  });
}

// A plain object: importing next-auth's own email provider would load nodemailer.
function linkProvider(): EmailConfig {
  return {
    id: "email",
    type: "email",
    name: "Email",
    server: "",
    from: env.SYSTEM_SENDER,
    maxAge: linkMinutes * 60,
    options: {},
    normalizeIdentifier: userEmail,
    sendVerificationRequest: ({ identifier, url }) => sendLinkMail(identifier, url),
  };
}

type SignInAttempt = Parameters<NonNullable<NonNullable<AuthOptions["callbacks"]>["signIn"]>>[0];

async function mayComeIn(attempt: SignInAttempt, visit: Visit): Promise<boolean | string> {
  const { account, profile, user } = attempt;
  if (!account) return false;
  if (account.type === "credentials") return true; // authorize has decided
  if (account.type === "email") {
    const email = userEmail(account.providerAccountId);
    return attempt.email?.verificationRequest ? mayAskForLink(email, visit) : mayUseLink(email);
  }
  const userId = await admitProviderAccount({
    provider: account.provider,
    providerAccountId: account.providerAccountId,
    name: user.name ?? "",
    verifiedEmail: verifiedEmailOf(account.provider, profile),
    invitationToken: visit.invitationToken,
  });
  return userId !== undefined;
}

/** Answers the same whether or not the address is known: nobody learns who works here. */
async function mayAskForLink(email: string, visit: Visit): Promise<boolean | string> {
  const allowed = await hitRateLimits([
    { rate: rates.linkAddress, subject: email },
    { rate: rates.linkIp, subject: visit.ip },
  ]);
  if (!allowed.ok) return `${appOrigin()}/sign-in?error=rate_limited:${allowed.retryAfterSeconds}`;
  if (await mayReceiveLink(email)) return true;
  return `${appOrigin()}/api/auth/verify-request?provider=email&type=email`;
}

/** A used link proves the address: a user comes in, an invited person becomes one. */
async function mayUseLink(email: string): Promise<boolean> {
  if (await adapter.getUserByEmail(email)) return true;
  const invitation = await findInvitationByEmail(email);
  if (!invitation) return false;
  return (await acceptInvitation(invitation.id, { name: "" })).ok;
}

type JwtParams = Parameters<NonNullable<NonNullable<AuthOptions["callbacks"]>["jwt"]>>[0];

/** Reads the user at every request, so that a change of role or a revocation acts at once. */
async function freshToken({ token, user: signedIn }: JwtParams) {
  const user = await findUser(Number(signedIn?.id ?? token.sub));
  if (!user || user.disabledAt) throw new Error(revoked);
  if (!signedIn && token.version !== user.sessionVersion) throw new Error(revoked);
  const { email, name, role, sessionVersion: version } = user;
  return { sub: String(user.id), email, name, role, version };
}

function logAuthError(code: string, metadata: unknown): void {
  // A cookie of a revoked session or of an earlier secret is everyday; next-auth clears it.
  if (code === "JWT_SESSION_ERROR") return log.debug({ code }, "a session was refused");
  const error = metadata instanceof Error ? metadata : undefined;
  log.warn({ code, err: error }, "sign-in failed");
}
