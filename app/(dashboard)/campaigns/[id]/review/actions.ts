"use server";

import { getTranslations } from "next-intl/server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod";
import { action } from "@/lib/action";
import { type ConfirmResult, confirmCampaign } from "@/lib/confirm-campaign";
import { launchCampaign } from "@/lib/delivery/launch";
import { scheduleCampaign } from "@/lib/delivery/lifecycle";
import { maxTestAddresses } from "@/lib/domain/campaign-edit";
import { isTimeZone } from "@/lib/domain/time-zone";
import { sendTest, type TestSendResult } from "@/lib/test-send";

const id = z.coerce.number().int().positive();
const confirmed = {
  id,
  revision: id,
  expected: z.coerce.number().int().nonnegative(),
  /** Ticked: it may take several days. */
  spread: z.stringbool({ truthy: ["on"], falsy: [""] }).default(false),
  /** Ticked: Gmail may hide its end. */
  clip: z.stringbool({ truthy: ["on"], falsy: [""] }).default(false),
};

/** Freezes what was seen, then starts; a second press finds it started and goes to the report too. */
export const sendNow = action(
  { role: "marketer", input: z.object(confirmed) },
  async ({ id: campaignId, clip, ...seen }, { user }) => {
    const confirmation = { userId: user.id, acceptsClip: clip, ...seen };
    const frozen = await confirmCampaign(campaignId, confirmation);
    if (!frozen.ok) return refusal(frozen, seen.expected);
    const launched = await launchCampaign(campaignId, { userId: user.id });
    if (!launched.ok) return { ok: false, message: (await words())("stale") };
    revalidatePath("/campaigns", "layout");
    redirect(`/campaigns/${campaignId}/report`);
  },
);

const schedule = { at: z.string(), timeZone: z.string() };

export const sendLater = action(
  { role: "marketer", input: z.object({ ...confirmed, ...schedule }) },
  async ({ id: campaignId, at, timeZone, clip, ...seen }, { user }) => {
    const time = await readTime({ at, timeZone });
    if (!time.ok) return time;
    const confirmation = {
      userId: user.id,
      startsAt: time.at,
      acceptsClip: clip,
      ...seen,
    };
    const frozen = await confirmCampaign(campaignId, confirmation);
    if (!frozen.ok) return refusal(frozen, seen.expected);
    return finishSchedule(campaignId, { ...time, userId: user.id });
  },
);

/** Another time for what is confirmed already; the old one becomes void. */
export const reschedule = action(
  { role: "marketer", input: z.object({ id, ...schedule }) },
  async ({ id: campaignId, ...when }, { user }) => {
    const time = await readTime(when);
    return time.ok ? finishSchedule(campaignId, { ...time, userId: user.id }) : time;
  },
);

/** A scheduled campaign that a person sends earlier, or after it asked. */
export const sendScheduledNow = action(
  { role: "marketer", input: z.object({ id }) },
  async ({ id: campaignId }, { user }) => {
    const launched = await launchCampaign(campaignId, { userId: user.id });
    if (!launched.ok) return { ok: false, message: (await words())("already") };
    revalidatePath("/campaigns", "layout");
    redirect(`/campaigns/${campaignId}/report`);
  },
);

async function words() {
  return getTranslations("campaigns.send");
}

async function readTime({ at, timeZone }: { at: string; timeZone: string }) {
  const t = await words();
  if (!isTimeZone(timeZone)) return { ok: false, fields: { timeZone: t("zoneUnknown") } } as const;
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return { ok: false, fields: { at: t("noTime") } } as const;
  if (time.getTime() <= Date.now()) return { ok: false, fields: { at: t("past") } } as const;
  return { ok: true, at: time, timeZone } as const;
}

async function finishSchedule(
  campaignId: number,
  when: { at: Date; timeZone: string; userId: number },
) {
  const t = await words();
  const scheduled = await scheduleCampaign(campaignId, when);
  revalidatePath("/campaigns", "layout");
  if (scheduled.ok) return { ok: true };
  if (scheduled.reason === "in_the_past") return { ok: false, fields: { at: t("past") } };
  return { ok: false, message: t("already") };
}

async function refusal(refused: Exclude<ConfirmResult, { ok: true }>, expected: number) {
  const t = await words();
  revalidatePath("/campaigns", "layout");
  switch (refused.reason) {
    case "not_found":
    case "stale":
      return { ok: false, message: t("stale") };
    case "not_draft":
      return { ok: false, message: t("already") };
    case "problems":
      return { ok: false, message: t("problems") };
    case "needs_spread":
      return { ok: false, message: t("needsSpread") };
    case "needs_clip_answer":
      return { ok: false, message: t("needsClip") };
    case "audience_changed": {
      const numbers = { before: expected, after: refused.willGet };
      return { ok: false, message: t("changed", numbers) };
    }
  }
}

/** "" and "0" stand for nobody. */
const optionalId = z.preprocess((value) => Number(value) || undefined, z.int().optional());

const testInput = z.object({ id, to: z.string(), group: optionalId, contact: optionalId });

export const testSend = action(
  { role: "marketer", input: testInput },
  async ({ id: campaignId, to, group, contact }, { user }) => {
    const sent = await sendTest(campaignId, {
      to: to.split(/[,;\s]+/),
      groupId: group,
      contactId: contact,
      userId: user.id,
    });
    if (!sent.ok) return testRefusal(sent);
    const t = await getTranslations("campaigns.test");
    return { ok: true, message: t("sent", { addresses: sent.addresses.join(", ") }) };
  },
);

async function testRefusal(refused: Exclude<TestSendResult, { ok: true }>) {
  const t = await getTranslations("campaigns.test");
  switch (refused.reason) {
    case "not_found":
      return { ok: false, message: (await getTranslations("campaigns.actions"))("notFound") };
    case "no_address":
      return { ok: false, fields: { to: t("noAddress") } };
    case "too_many":
      return { ok: false, fields: { to: t("tooMany", { max: maxTestAddresses }) } };
    case "bad_address":
      return { ok: false, fields: { to: t("badAddress", { address: refused.address }) } };
    case "suppressed":
      return {
        ok: false,
        fields: { to: t("suppressed", { addresses: refused.addresses.join(", ") }) },
      };
    case "no_sender":
      return { ok: false, message: t("noSender") };
    case "unknown_group":
      return { ok: false, fields: { group: t("unknownGroup") } };
    case "unknown_contact":
      return { ok: false, fields: { contact: t("unknownContact") } };
    case "problems":
      return { ok: false, message: t("problems") };
  }
}
