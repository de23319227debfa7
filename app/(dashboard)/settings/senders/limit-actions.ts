"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { action } from "@/lib/action";
import { endWarmUp, setDailyCap, startWarmUp } from "@/lib/sending-domains";

const domain = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[^@\s]+$/);

/** "5,000" is how people write it. */
function readNumber(text: unknown): unknown {
  return typeof text === "string" ? Number(text.replaceAll(/[,\s]/g, "") || Number.NaN) : text;
}

const count = z.number().int().min(1).max(1_000_000_000);
const mails = z.preprocess(readNumber, count);
const mailsOrNone = z.preprocess(
  (text) => (text === "" ? null : readNumber(text)),
  count.nullable(),
);

/** Empty takes the cap away. */
export const saveDailyCap = action(
  { role: "admin", input: z.object({ domain, cap: mailsOrNone }) },
  async (input, { user }) => {
    await setDailyCap(input.domain, input.cap, user.id);
    return await done(input.cap === null ? "capRemoved" : "capSaved", input.domain);
  },
);

const growths = { careful: 1.5, fast: 2 } as const;

export const beginWarmUp = action(
  {
    role: "admin",
    input: z.object({
      domain,
      start: mails,
      goal: mails,
      growth: z.enum(["careful", "fast"]),
    }),
  },
  async ({ domain: name, start, goal, growth }, { user }) => {
    if (goal <= start) {
      const t = await getTranslations("domains");
      return { ok: false, fields: { goal: t("goalTooLow") } };
    }
    await startWarmUp(name, { start, goal, growth: growths[growth] }, user.id);
    return await done("warmUpStarted", name);
  },
);

export const stopWarmUp = action(
  { role: "admin", input: z.object({ domain }) },
  async (input, { user }) => {
    await endWarmUp(input.domain, user.id);
    return await done("warmUpEnded", input.domain);
  },
);

async function done(
  what: "capSaved" | "capRemoved" | "warmUpStarted" | "warmUpEnded",
  name: string,
) {
  const t = await getTranslations("domains.done");
  revalidatePath("/settings/senders");
  return { ok: true, message: t(what, { domain: name }) };
}
