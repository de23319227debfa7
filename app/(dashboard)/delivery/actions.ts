"use server";

import { getTranslations } from "next-intl/server";
import { revalidatePath } from "next/cache";
import * as z from "zod";
import { action } from "@/lib/action";
import { type RedriveResult, redriveFailed, sendAgain, treatAsSent } from "@/lib/delivery/redrive";
import { liftSlowdown } from "@/lib/delivery/slowdown";
import { failureCauses } from "@/lib/domain/failure-cause";
import { isTimestamp } from "@/lib/domain/list-cursor";
import { mailboxGroups } from "@/lib/domain/mailbox-group";
import { parseRecipientKey } from "@/lib/domain/recipient-key";

/** More than a page holds nobody selects. */
const mostSelected = 500;

const selection = z
  .string()
  .transform((text) => text.split(",").map(parseRecipientKey))
  .transform((keys, context) => {
    const known = keys.filter((key) => key !== undefined);
    if (known.length === keys.length && known.length <= mostSelected) return known;
    context.addIssue({ code: "custom", message: "invalid" });
    return z.NEVER;
  });

/** Whom a form means; without an `asOf` nobody, so that no form can mean more than was seen. */
const scope = z.object({
  campaignId: z.coerce.number().int().positive().optional(),
  cause: z.enum(failureCauses).optional(),
  people: selection.optional(),
  asOf: z.string().refine(isTimestamp),
});

export const retry = action({ role: "marketer", input: scope }, async (input, { user }) =>
  answer("failures", "done", await redriveFailed(input, { userId: user.id })),
);

export const sendAgainAction = action({ role: "marketer", input: scope }, async (input, { user }) =>
  answer("doubts", "sentAgain", await sendAgain(input, { userId: user.id })),
);

export const treatAsSentAction = action(
  { role: "marketer", input: scope },
  async (input, { user }) =>
    answer("doubts", "treated", await treatAsSent(input, { userId: user.id })),
);

export const liftSlowdownAction = action(
  {
    role: "marketer",
    input: z.object({ domain: z.string().min(1), group: z.enum(mailboxGroups) }),
  },
  async ({ domain, group }, { user }) => {
    await liftSlowdown({ domain, group }, user.id);
    revalidatePath("/delivery");
    const t = await getTranslations("delivery.slowdowns");
    return { ok: true, message: t("lifted") };
  },
);

/** The pages are read anew either way: what is refused has changed under the person's eyes. */
async function answer(
  area: "failures" | "doubts",
  done: "done" | "sentAgain" | "treated",
  result: RedriveResult,
) {
  revalidatePath("/delivery", "layout");
  revalidatePath("/campaigns", "layout");
  const t = await getTranslations("delivery");
  if (!result.ok) return { ok: false, message: t(`${area}.${result.reason}`) };
  const n = result.moved;
  if (done === "done") return { ok: true, message: t("failures.done", { n }) };
  return { ok: true, message: t(`doubts.${done}`, { n }) };
}
