"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { action, type ActionResult } from "@/lib/action";
import { idField, lineField } from "@/lib/domain/form-fields";
import { segmentRule, type SegmentRule } from "@/lib/domain/segment-rule";
import { readyRule, readySegments } from "@/lib/domain/ready-segments";
import { parseRecipientFilter } from "@/lib/domain/recipient-filter";
import { searchText } from "@/lib/domain/search-text";
import { createStaticSegment, removeSegmentMembers } from "@/lib/segment-members";
import {
  archiveSegment,
  createSegment,
  duplicateSegment,
  findUnknownProperties,
  getSegment,
  renameSegment,
  restoreSegment,
  saveSegment,
} from "@/lib/segments";

const path = "/audience/segments";

/** The rule travels as JSON; its own schema is the judge. */
const ruleField = z.string().max(500_000).transform(readRule);

function readRule(text: string): SegmentRule | undefined {
  try {
    return segmentRule.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export const create = action(
  { role: "marketer", input: z.object({ name: lineField(100), rule: ruleField }) },
  async ({ name, rule }, { user }) => {
    const refusal = await refuse(rule);
    if (refusal || !rule) return refusal;
    await createSegment({ name, rule, userId: user.id });
    revalidatePath(path);
    redirect(path);
  },
);

export const save = action(
  { role: "marketer", input: z.object({ id: idField, name: lineField(100), rule: ruleField }) },
  async ({ id, name, rule }, { user }) => {
    const t = await getTranslations("segments");
    const refusal = await refuse(rule);
    if (refusal || !rule) return refusal;
    const saved = await saveSegment(id, { name, rule, userId: user.id });
    revalidatePath(path, "layout");
    return saved.ok
      ? { ok: true, message: t("done.saved") }
      : { ok: false, message: t("refused.not_found") };
  },
);

/** One of the ready-made ones, made and opened. */
export const createReady = action(
  { role: "marketer", input: z.object({ ready: z.enum(readySegments) }) },
  async ({ ready }, { user }) => {
    const name = (await getTranslations("segments"))(`ready.${ready}`);
    const { id } = await createSegment({ name, rule: readyRule(ready), userId: user.id });
    revalidatePath(path);
    redirect(`${path}/${id}`);
  },
);

/** An empty list of people; they are put in from the contacts. */
export const createList = action(
  { role: "marketer", input: z.object({ name: lineField(100) }) },
  async ({ name }, { user }) => {
    const { id } = await createStaticSegment({
      name,
      userId: user.id,
      members: { contactIds: [] },
    });
    revalidatePath(path);
    redirect(`${path}/${id}`);
  },
);

export const duplicate = action(
  { role: "marketer", input: z.object({ id: idField }) },
  async ({ id }, { user }) => {
    const t = await getTranslations("segments");
    const { name } = await getSegment(id);
    const copy = t("copyName", { name: name.slice(0, 80) });
    await duplicateSegment(id, { name: copy, userId: user.id });
    revalidatePath(path);
    return { ok: true, message: t("done.duplicated") };
  },
);

/** A static segment changes its name here, and its people where they are listed. */
export const rename = action(
  { role: "marketer", input: z.object({ id: idField, name: lineField(100) }) },
  async ({ id, name }, { user }) => {
    const t = await getTranslations("segments");
    const isRenamed = await renameSegment(id, { name, userId: user.id });
    revalidatePath(path, "layout");
    return isRenamed
      ? { ok: true, message: t("done.saved") }
      : { ok: false, message: t("refused.not_found") };
  },
);

export const removeMember = action(
  { role: "marketer", input: z.object({ id: idField, contactId: idField }) },
  async ({ id, contactId }, { user }) => {
    const count = await removeSegmentMembers(id, [contactId], { userId: user.id });
    revalidatePath(path, "layout");
    return { ok: true, message: (await getTranslations("segments"))("done.removed", { count }) };
  },
);

/** The people behind a number of a campaign's report, kept as a static segment. */
export const keepRecipients = action(
  {
    role: "marketer",
    input: z.object({
      name: lineField(100),
      campaignId: idField,
      show: z.string().optional(),
      q: searchText,
    }),
  },
  async ({ name, campaignId, show, q }, { user }) => {
    const members = { campaignId, filter: parseRecipientFilter(show), q };
    return await keep({ name, userId: user.id, members });
  },
);

/** Everybody of an import, kept as a static segment. */
export const keepImported = action(
  { role: "marketer", input: z.object({ name: lineField(100), importId: idField }) },
  async ({ name, importId }, { user }) =>
    await keep({ name, userId: user.id, members: { importId } }),
);

async function keep(segment: Parameters<typeof createStaticSegment>[0]): Promise<ActionResult> {
  const t = await getTranslations("segments");
  const { count } = await createStaticSegment(segment);
  revalidatePath(path);
  return { ok: true, message: t("done.kept", { count, name: segment.name }) };
}

export const archive = action(
  { role: "marketer", input: z.object({ id: idField }) },
  async ({ id }, { user }) => {
    const t = await getTranslations("segments");
    const archived = await archiveSegment(id, user.id);
    revalidatePath(path, "layout");
    if (archived.ok) return { ok: true, message: t("done.archived") };
    const campaigns = archived.campaigns.map((name) => name || t("untitled")).join(", ");
    return { ok: false, message: t("refused.scheduled", { campaigns }) };
  },
);

export const restore = action(
  { role: "marketer", input: z.object({ id: idField }) },
  async ({ id }, { user }) => {
    await restoreSegment(id, user.id);
    revalidatePath(path, "layout");
    return { ok: true, message: (await getTranslations("segments"))("done.restored") };
  },
);

async function refuse(rule: SegmentRule | undefined): Promise<ActionResult> {
  const t = await getTranslations("segments");
  if (!rule) return { ok: false, message: t("refused.rule") };
  const unknown = await findUnknownProperties(rule);
  if (unknown.length === 0) return undefined;
  return { ok: false, message: t("refused.properties", { keys: unknown.join(", ") }) };
}
