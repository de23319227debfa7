"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { action } from "@/lib/action";
import { createApiKey, revokeApiKey } from "@/lib/api-keys";
import { apiScopes } from "@/lib/domain/api-scope";
import { idField, lineField } from "@/lib/domain/form-fields";

export const makeKey = action(
  {
    role: "admin",
    input: z.object({
      name: lineField(100),
      scopes: z.array(z.enum(apiScopes)).min(1, "apiKeys.scopeMissing"),
    }),
  },
  async ({ name, scopes }, { user }) => {
    const t = await getTranslations("apiKeys");
    const { key } = await createApiKey({ name, scopes, userId: user.id });
    revalidatePath("/settings/api-keys");
    return { ok: true, message: t("made"), data: key };
  },
);

export const revokeKey = action(
  { role: "admin", input: z.object({ id: idField }) },
  async ({ id }, { user }) => {
    const t = await getTranslations("apiKeys");
    const isRevoked = await revokeApiKey(id, { userId: user.id });
    revalidatePath("/settings/api-keys");
    return isRevoked
      ? { ok: true, message: t("revokedNow") }
      : { ok: false, message: t("alreadyRevoked") };
  },
);
