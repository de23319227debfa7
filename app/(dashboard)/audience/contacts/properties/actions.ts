"use server";

import { getTranslations } from "next-intl/server";
import { revalidatePath } from "next/cache";
import * as z from "zod";
import { propertyTypes } from "@/lib/domain/property-value";
import { action } from "@/lib/action";
import { readChoiceLines, tidyWord } from "@/lib/domain/property-choices";
import {
  createProperty,
  listAllProperties,
  renameProperty,
  setPropertyArchived,
} from "@/lib/properties";
import { countChoices, saveChoices } from "@/lib/property-choices";

const path = "/audience/contacts/properties";
const one = z.object({ id: z.coerce.number().int().positive() });
const label = z.string().trim().min(1).max(200);

export const add = action(
  {
    role: "marketer",
    input: z.object({
      label,
      key: z.string().trim().max(40),
      type: z.enum(propertyTypes),
      choices: z.string().max(30_000).default(""),
    }),
  },
  async ({ key, choices, ...input }, { user }) => {
    const t = await getTranslations("properties");
    const created = await createProperty(
      { ...input, key: key === "" ? undefined : key, choices: readChoiceLines(choices) },
      { userId: user.id },
    );
    if (!created.ok && created.reason === "bad_choices") {
      return { ok: false, fields: { choices: t(`choiceProblem.${created.problem}`) } };
    }
    if (!created.ok) {
      return {
        ok: false,
        fields: { key: t(created.reason === "bad_key" ? "badKey" : "keyTaken") },
      };
    }
    revalidatePath(path);
    return { ok: true, message: t("added") };
  },
);

export const rename = action(
  { role: "marketer", input: one.extend({ label }) },
  async (input, { user }) => {
    const t = await getTranslations("properties");
    const isRenamed = await renameProperty(input.id, { label: input.label, userId: user.id });
    revalidatePath(path);
    return { ok: isRenamed, message: t(isRenamed ? "renamed" : "gone") };
  },
);

const choiceEdits = z
  .array(z.object({ key: z.string().max(200).nullable(), label: z.string().transform(tidyWord) }))
  .max(1000);

export const saveChoicesOf = action(
  { role: "marketer", input: one.extend({ choices: z.string().max(200_000) }) },
  async ({ id, choices }, { user }) => {
    const t = await getTranslations("properties");
    const edits = choiceEdits.parse(JSON.parse(choices));
    const saved = await saveChoices(id, { edits, userId: user.id });
    if (!saved.ok) {
      const words = saved.reason === "not_found" ? t("gone") : t(`choiceProblem.${saved.problem}`);
      return { ok: false, message: words };
    }
    revalidatePath(path);
    return { ok: true, message: t("choicesSaved") };
  },
);

/** How many contacts hold each choice, by its key; reads every contact, so only when asked for. */
export const countHolders = action({ role: "marketer", input: one }, async ({ id }) => {
  const property = (await listAllProperties()).find((known) => known.id === id);
  const counts = property === undefined ? [] : await countChoices(property.key);
  return { ok: true, data: Object.fromEntries(counts) };
});

export const archive = action({ role: "marketer", input: one }, async ({ id }, { user }) => {
  const t = await getTranslations("properties");
  const isDone = await setPropertyArchived(id, { archived: true, userId: user.id });
  revalidatePath(path);
  return { ok: isDone, message: t(isDone ? "archivedToast" : "gone") };
});

export const restore = action({ role: "marketer", input: one }, async ({ id }, { user }) => {
  const t = await getTranslations("properties");
  const isDone = await setPropertyArchived(id, { archived: false, userId: user.id });
  revalidatePath(path);
  return { ok: isDone, message: t(isDone ? "restored" : "gone") };
});
