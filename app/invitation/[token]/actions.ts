"use server";

import { getTranslations } from "next-intl/server";
import { cookies, headers } from "next/headers";
import * as z from "zod";
import { publicAction } from "@/lib/action";
import { invitationCookie } from "@/lib/auth/invitation-cookie";
import { hashPassword } from "@/lib/auth/password";
import { usesSecureCookies } from "@/lib/auth/secret";
import { clientIp } from "@/lib/client-ip";
import { lineField, newPasswordField } from "@/lib/domain/form-fields";
import { acceptInvitation, findInvitation } from "@/lib/invitations";
import { hitRateLimits, rates } from "@/lib/rate-limit";

const tokenField = z.string().max(200);

export const acceptWithPassword = publicAction(
  "Who accepts an invitation has no account yet; the token proves the invitation.",
  { input: z.object({ token: tokenField, name: lineField(80), password: newPasswordField }) },
  async ({ token, name, password }) => {
    const t = await getTranslations();
    const allowed = await hitRateLimits([
      { rate: rates.invitationIp, subject: clientIp(await headers()) },
    ]);
    if (!allowed.ok) {
      const minutes = Math.ceil(allowed.retryAfterSeconds / 60);
      return { ok: false, message: t("validation.tryAgainIn", { minutes }) };
    }
    const invitation = await findInvitation(token);
    if (!invitation) return { ok: false, message: t("auth.invitation.taken") };
    const passwordHash = await hashPassword(password);
    const accepted = await acceptInvitation(invitation.id, { name, passwordHash });
    return accepted.ok ? { ok: true } : { ok: false, message: t("auth.invitation.taken") };
  },
);

export const rememberInvitation = publicAction(
  "Keeps the visitor's own token while a provider signs him in; it is checked on the way back.",
  { input: z.object({ token: tokenField }) },
  async ({ token }) => {
    const jar = await cookies();
    jar.set(invitationCookie, token, {
      httpOnly: true,
      sameSite: "lax",
      secure: usesSecureCookies(),
      path: "/api/auth",
      maxAge: 15 * 60,
    });
  },
);
