"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { action, type ActionResult } from "@/lib/action";
import { idField, lineField } from "@/lib/domain/form-fields";
import { segmentRule, type SegmentRule } from "@/lib/domain/segment-rule";
import {
  archiveSegment,
  countContacts,
  countSegment,
  createSegment,
  findUnknownProperties,
  restoreSegment,
  sampleSegment,
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

/** How many fit now, and a few of them; asked while the rule is being written. */
export const preview = action(
  { role: "marketer", input: z.object({ rule: ruleField }) },
  async ({ rule }) => {
    if (!rule) return { ok: false };
    const [count, total, sample] = await Promise.all([
      countSegment(rule),
      countContacts(),
      sampleSegment(rule),
    ]);
    return { ok: true, data: { count, total, sample } };
  },
);

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
