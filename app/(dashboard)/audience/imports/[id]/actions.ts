"use server";

import { getTranslations } from "next-intl/server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod";
import { action } from "@/lib/action";
import { delimiters } from "@/lib/domain/delimiter";
import { fileEncodings } from "@/lib/domain/encoding";
import { maxColumns } from "@/lib/domain/import-options";
import { memberStates } from "@/lib/domain/member-state";
import { changeFormat, decideImport } from "@/lib/imports/decide";
import { cancelImport, startImport } from "@/lib/imports/imports";

const id = z.coerce.number().int().positive();

export const reread = action(
  {
    role: "marketer",
    input: z.object({
      id,
      // A workbook has a sheet instead of these two.
      encoding: z.enum(fileEncodings).default("utf-8"),
      delimiter: z.enum(delimiters).default(","),
      sheet: z.string().optional(),
      headerRow: z.coerce.number().int().min(0).max(50),
    }),
  },
  async ({ id: importId, ...format }) => {
    const t = await getTranslations("imports");
    const isChanged = await changeFormat(importId, format);
    revalidatePath(`/audience/imports/${importId}`);
    return isChanged
      ? { ok: true, message: t("format.applied") }
      : { ok: false, message: t("check.alreadyStarted") };
  },
);

// Besides these fields come target-0, target-1, … for the columns.
const decisions = z.looseObject({
  id,
  intent: z.enum(["check", "start"]).catch("check"),
  blankCells: z.enum(["keep", "clear"]),
  phoneZero: z.enum(["keep", "restore"]).default("keep"),
  everyone: z.union([z.enum(memberStates), z.literal("")]).default("active"),
  topic: z.string().default(""),
  consentSource: z.string().trim().max(500).default(""),
  consentDate: z.union([z.iso.date(), z.literal("")]).default(""),
});

export const decide = action(
  { role: "marketer", input: decisions },
  async ({ id: importId, intent, topic, ...form }, { user }) => {
    const t = await getTranslations("imports");
    const saved = await decideImport(importId, {
      targets: readTargets(form),
      blankCells: form.blankCells,
      phoneZero: form.phoneZero,
      everyone: form.everyone === "" ? "undecided" : form.everyone,
      topicId: topic === "" ? undefined : topic === "none" ? null : Number(topic),
      consentSource: form.consentSource,
      consentDate: form.consentDate === "" ? null : form.consentDate,
    });
    revalidatePath(`/audience/imports/${importId}`);
    if (!saved.ok) return { ok: false, message: t("check.alreadyStarted") };
    if (intent === "check") return { ok: true };
    if (saved.isChanged) return { ok: true, message: t("check.changed") };
    const started = await startImport(importId, { userId: user.id });
    if (started.ok) return { ok: true };
    if (started.reason === "not_found" || started.reason === "already_started") {
      return { ok: false, message: t("check.alreadyStarted") };
    }
    const words = t(`needs.${started.reason}`);
    const field = fieldOfProblem[started.reason];
    return field === undefined
      ? { ok: false, message: words }
      : { ok: false, fields: { [field]: words } };
  },
);

const fieldOfProblem: Record<string, string | undefined> = {
  everyone_undecided: "everyone",
  topic_undecided: "topic",
  consent_without_topic: "topic",
  consent_source_missing: "consentSource",
  consent_date_missing: "consentDate",
  consent_date_in_future: "consentDate",
};

function readTargets(form: Record<string, unknown>): (string | undefined)[] {
  return Array.from({ length: maxColumns }, (_, column) => {
    const value = form[`target-${column}`];
    return typeof value === "string" ? value : undefined;
  });
}

export const cancel = action(
  { role: "marketer", input: z.object({ id }) },
  async ({ id: importId }, { user }) => {
    const t = await getTranslations("imports.run");
    const isCanceled = await cancelImport(importId, { userId: user.id });
    revalidatePath(`/audience/imports/${importId}`);
    return { ok: isCanceled, message: t(isCanceled ? "canceledToast" : "tooLate") };
  },
);

export const discard = action(
  { role: "marketer", input: z.object({ id }) },
  async ({ id: importId }, { user }) => {
    await cancelImport(importId, { userId: user.id });
    redirect("/audience/imports");
  },
);
