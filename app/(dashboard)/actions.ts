"use server";

import { getTranslations } from "next-intl/server";
import { revalidatePath } from "next/cache";
import * as z from "zod";
import { action } from "@/lib/action";
import { resumeStopped } from "@/lib/delivery/account-stop";
import { accountStopWords } from "@/lib/domain/stop-words";
import { dismissChecklist } from "@/lib/overview";

export const dismissChecklistAction = action(
  { role: "marketer", input: z.object({}) },
  async (_input, { user }) => {
    await dismissChecklist(user.id);
    return { ok: true };
  },
);

export const resumeStoppedAction = action(
  { role: "marketer", input: z.object({ word: z.enum(accountStopWords) }) },
  async ({ word }, { user }) => {
    const n = await resumeStopped(word, { userId: user.id });
    revalidatePath("/", "layout");
    const t = await getTranslations("delivery.accountStop");
    if (n === 0) return { ok: false, message: t("nothing") };
    return { ok: true, message: t("done", { n }) };
  },
);
