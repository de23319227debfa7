"use server";

import { getTranslations } from "next-intl/server";
import { revalidatePath } from "next/cache";
import * as z from "zod";
import { action } from "@/lib/action";
import { countNotMailed } from "@/lib/delivery/cancel";
import {
  cancelCampaign,
  type LifecycleResult,
  pauseCampaign,
  resumeCampaign,
  unscheduleCampaign,
} from "@/lib/delivery/lifecycle";

const input = z.object({ id: z.coerce.number().int().positive() });

export const pause = action({ role: "marketer", input }, async ({ id }, { user }) =>
  answer(await pauseCampaign(id, { userId: user.id })),
);

export const resume = action({ role: "marketer", input }, async ({ id }, { user }) =>
  answer(await resumeCampaign(id, { userId: user.id })),
);

export const cancel = action({ role: "marketer", input }, async ({ id }, { user }) => {
  const answered = await answer(await cancelCampaign(id, { userId: user.id }));
  if (!answered.ok) return answered;
  const [t, n] = await Promise.all([getTranslations("campaigns.actions"), countNotMailed(id)]);
  return { ok: true, message: n === undefined ? t("canceled") : t("canceledPeople", { n }) };
});

export const unschedule = action({ role: "marketer", input }, async ({ id }, { user }) =>
  answer(await unscheduleCampaign(id, { userId: user.id })),
);

/** The page is read anew either way: what is refused has changed under the person's eyes. */
async function answer(result: LifecycleResult) {
  revalidatePath("/campaigns", "layout");
  if (result.ok) return { ok: true };
  const t = await getTranslations("campaigns.actions");
  return { ok: false, message: t("wrongStatus") };
}
