"use server";

import { getTranslations } from "next-intl/server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod";
import { action } from "@/lib/action";
import {
  archiveCampaign,
  deleteDraft,
  duplicateCampaign,
  findCampaign,
  listCampaignNames,
  renameCampaign,
  unarchiveCampaign,
} from "@/lib/campaigns";
import { createCampaign } from "@/lib/create-campaign";
import { editableKinds } from "@/lib/domain/campaign-edit";
import { freeName } from "@/lib/domain/free-name";

const one = z.object({ id: z.coerce.number().int().positive() });
const optionalId = z.preprocess(
  (value) => (value === "" || value === "none" ? undefined : value),
  z.coerce.number().int().positive().optional(),
);

export const create = action(
  {
    role: "marketer",
    input: z.object({
      kind: z.enum(editableKinds),
      template: z.string(),
      start: z.string().optional(),
      topic: optionalId,
      name: z.string().trim().max(200),
      segment: optionalId,
      import: optionalId,
    }),
  },
  async (input, { user }) => {
    const t = await getTranslations("campaigns.new");
    const created = await createCampaign({
      kind: input.kind,
      // "promotion30" is the promotion, begun with as many products as it takes.
      templateKey: input.template === "promotion30" ? "promotion" : input.template,
      sampleProducts: input.template === "promotion30" ? 30 : undefined,
      startingPoint: input.start === undefined || input.start === "blank" ? undefined : input.start,
      topicId: input.topic ?? null,
      name: input.name,
      segmentIds: input.segment === undefined ? [] : [input.segment],
      importId: input.import,
      nameImportSegment: (file) => t("importSegment", { name: file }),
      userId: user.id,
    });
    if (created.ok) redirect(`/campaigns/${created.id}`);
    switch (created.reason) {
      case "unknown_template":
        return { ok: false, fields: { template: t("unknownTemplate") } };
      case "unknown_topic":
        return { ok: false, fields: { topic: t("unknownTopic") } };
      case "topic_required":
        return { ok: false, fields: { topic: t("topicRequired") } };
    }
  },
);

export const rename = action(
  { role: "marketer", input: one.extend({ name: z.string().trim().min(1).max(200) }) },
  async ({ id, name }) => {
    const t = await getTranslations("campaigns.actions");
    if (!(await renameCampaign(id, name))) return { ok: false, message: t("notFound") };
    revalidatePath("/campaigns", "layout");
    return { ok: true };
  },
);

export const duplicate = action({ role: "marketer", input: one }, async ({ id }, { user }) => {
  const t = await getTranslations("campaigns");
  const source = await findCampaign(id);
  const copyName = t("actions.copyName", { name: source?.name || t("untitled") });
  const name = freeName(copyName, await listCampaignNames(copyName));
  const copy = await duplicateCampaign(id, { name, userId: user.id });
  if (!copy.ok) return { ok: false, message: t("actions.notFound") };
  redirect(`/campaigns/${copy.id}`);
});

export const remove = action({ role: "marketer", input: one }, async ({ id }, { user }) => {
  const t = await getTranslations("campaigns.actions");
  const deleted = await deleteDraft(id, { userId: user.id });
  if (!deleted.ok) return { ok: false, message: t("notDraft") };
  revalidatePath("/campaigns", "layout");
  redirect("/campaigns");
});

export const archive = action({ role: "marketer", input: one }, async ({ id }) => {
  const t = await getTranslations("campaigns.actions");
  const archived = await archiveCampaign(id);
  if (!archived.ok) return { ok: false, message: t("stillRunning") };
  revalidatePath("/campaigns", "layout");
  return { ok: true, message: t("archived") };
});

export const unarchive = action({ role: "marketer", input: one }, async ({ id }) => {
  const t = await getTranslations("campaigns.actions");
  await unarchiveCampaign(id);
  revalidatePath("/campaigns", "layout");
  return { ok: true, message: t("unarchived") };
});
