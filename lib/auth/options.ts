import type { AuthOptions } from "next-auth";
import type { EmailConfig } from "next-auth/providers/email";
import Credentials from "next-auth/providers/credentials";
import { adapter } from "@/lib/auth/adapter";
import {
  admitAccount,
  admitLink,
  admitLinkRequest,
  admitPassword,
  type Visit,
} from "@/lib/auth/admission";
import { sendLinkMail } from "@/lib/auth/link-mail";
import { oauthProviders } from "@/lib/auth/providers";
import { sessionSecret, usesSecureCookies } from "@/lib/auth/secret";
import { refreshToken } from "@/lib/auth/session-token";
import { recordAudit } from "@/lib/audit";
import { callbackPath } from "@/lib/domain/callback-path";
import { env, setNextAuthUrl } from "@/lib/env";
import { log } from "@/lib/log";
import { recordSignIn, userEmail } from "@/lib/users";

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
      jwt: ({ token, user }) => refreshToken(token, user?.id),
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
      const { email = "", password = "" } = credentials ?? {};
      const answer = await admitPassword({ email, password }, visit);
      if (answer.ok) {
        const { id, name } = answer.user;
        return { id: String(id), email: answer.user.email, name };
      }
      if (answer.reason === "wrong") return null;
      // Put into words by the sign-in form; next-auth hands on nothing but an error's message.
      throw new Error(`rate_limited:${answer.retryAfterSeconds}`);
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
  const { account, profile, user, email } = attempt;
  if (!account) return false;
  switch (account.type) {
    case "credentials":
      return true; // authorize has decided
    case "email":
      return email?.verificationRequest
        ? admitLinkRequest(account.providerAccountId, visit)
        : admitLink(account.providerAccountId);
    case "oauth": {
      const { provider, providerAccountId } = account;
      const name = user.name ?? "";
      return admitAccount({ provider, providerAccountId, name, profile }, visit);
    }
    default:
      return false;
  }
}

function logAuthError(code: string, metadata: unknown): void {
  // A cookie of a revoked session or of an earlier secret is everyday; next-auth clears it.
  if (code === "JWT_SESSION_ERROR") return log.debug({ code }, "a session was refused");
  const error = metadata instanceof Error ? metadata : undefined;
  log.warn({ code, err: error }, "sign-in failed");
}
