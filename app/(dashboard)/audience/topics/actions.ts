"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { action, type ActionResult } from "@/lib/action";
import { idField, lineField, optionalLineField } from "@/lib/domain/form-fields";
import {
  archiveTopic,
  createTopic,
  restoreTopic,
  updateTopic,
  type TopicChange,
} from "@/lib/topics";

const fields = {
  name: lineField(60),
  description: optionalLineField(200),
  isPublic: z.enum(["public", "private"]).transform((value) => value === "public"),
  includesUnanswered: z.enum(["in", "out"]).transform((value) => value === "in"),
};

export const create = action(
  { role: "marketer", input: z.object(fields) },
  async (topic, { user }) => await say(await createTopic(topic, user.id), "created"),
);

export const update = action(
  { role: "marketer", input: z.object({ id: idField, ...fields }) },
  async ({ id, ...topic }, { user }) => await say(await updateTopic(id, topic, user.id), "saved"),
);

export const restore = action(
  { role: "marketer", input: z.object({ id: idField }) },
  async ({ id }, { user }) => await say(await restoreTopic(id, user.id), "restored"),
);

export const archive = action(
  { role: "marketer", input: z.object({ id: idField }) },
  async ({ id }, { user }) => {
    const t = await getTranslations("topics");
    const archived = await archiveTopic(id, user.id);
    revalidatePath("/audience/topics");
    if (archived.ok) return { ok: true, message: t("done.archived") };
    const campaigns = archived.campaigns.map((name) => name || t("untitled")).join(", ");
    return { ok: false, message: t("refused.in_use", { campaigns }) };
  },
);

async function say(
  change: TopicChange,
  done: "created" | "saved" | "restored",
): Promise<ActionResult> {
  const t = await getTranslations("topics");
  revalidatePath("/audience/topics");
  if (change.ok) return { ok: true, message: t(`done.${done}`) };
  const sentence = t(`refused.${change.reason}`);
  return change.reason === "name_taken" && done !== "restored"
    ? { ok: false, fields: { name: sentence } }
    : { ok: false, message: sentence };
}
