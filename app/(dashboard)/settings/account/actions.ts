"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { cookies } from "next/headers";
import * as z from "zod";
import { changePassword, signOutEverywhere, updateProfile } from "@/lib/account";
import { action } from "@/lib/action";
import { usesSecureCookies } from "@/lib/auth/secret";
import { lineField, localeField, newPasswordField } from "@/lib/domain/form-fields";
import { localeCookie } from "@/lib/domain/locale";
import { hitRateLimits, rates } from "@/lib/rate-limit";

export const saveProfile = action(
  { role: "viewer", input: z.object({ name: lineField(80), locale: localeField }) },
  async ({ name, locale }, { user }) => {
    await updateProfile(user.id, { name, locale });
    const jar = await cookies();
    jar.set(localeCookie, locale, {
      path: "/",
      sameSite: "lax",
      secure: usesSecureCookies(),
      maxAge: 365 * 24 * 60 * 60,
    });
    revalidatePath("/", "layout");
    const t = await getTranslations({ locale, namespace: "settings" });
    return { ok: true, message: t("saved") };
  },
);

export const savePassword = action(
  {
    role: "viewer",
    input: z.object({
      currentPassword: z.string().max(200).default(""),
      newPassword: newPasswordField,
    }),
  },
  async ({ currentPassword, newPassword }, { user }) => {
    // Whoever finds an open session must not be able to guess the password with it.
    const allowed = await hitRateLimits([{ rate: rates.passwordChange, subject: `${user.id}` }]);
    if (!allowed.ok) {
      const words = await getTranslations("validation");
      const minutes = Math.ceil(allowed.retryAfterSeconds / 60);
      return { ok: false, message: words("tryAgainIn", { minutes }) };
    }
    const t = await getTranslations("settings.account");
    const changed = await changePassword(user.id, { current: currentPassword, next: newPassword });
    if (!changed.ok) return { ok: false, fields: { currentPassword: t("wrongPassword") } };
    return { ok: true, message: t("passwordChanged") };
  },
);

export const endAllSessions = action(
  { role: "viewer", input: z.object({}) },
  async (_input, { user }) => {
    await signOutEverywhere(user.id);
  },
);
