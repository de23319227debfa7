"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { action } from "@/lib/action";
import { lineField, optionalLineField } from "@/lib/domain/form-fields";
import { parseAddressList } from "@/lib/domain/address-list";
import { importSuppressions } from "@/lib/suppression-file";
import { suppressionReasons } from "@/lib/domain/suppression-reason";
import { liftSuppression, suppressByHand } from "@/lib/suppressions";

const path = "/audience/suppressions";

export const add = action(
  {
    role: "marketer",
    input: z.object({ addresses: z.string("required").max(100_000), note: optionalLineField(300) }),
  },
  async ({ addresses: typed, note }, { user }) => {
    const t = await getTranslations("suppressions");
    const { addresses, wrong } = parseAddressList(typed);
    if (wrong.length > 0) {
      const some = wrong.slice(0, 3).join(", ");
      return {
        ok: false,
        fields: { addresses: t("wrongAddresses", { some, count: wrong.length }) },
      };
    }
    if (addresses.length === 0) return { ok: false, fields: { addresses: t("noAddresses") } };
    if (addresses.length > 1000) return { ok: false, fields: { addresses: t("tooManyAddresses") } };
    const added = await suppressByHand({ addresses, note, userId: user.id });
    revalidatePath(path);
    return { ok: true, message: t("added", { added, known: addresses.length - added }) };
  },
);

export const lift = action(
  {
    role: "marketer",
    input: z.object({
      emailNormalized: z.string().min(1).max(320),
      reason: z.enum(suppressionReasons),
      why: lineField(300),
    }),
  },
  async (input, { user }) => {
    const t = await getTranslations("suppressions");
    const lifted = await liftSuppression({ ...input, userId: user.id });
    revalidatePath(path);
    if (!lifted.ok) return { ok: true, message: t("goneAlready") };
    return { ok: true, message: lifted.isSesCleared ? t("lifted") : t("liftedNotAtSes") };
  },
);

export const importFile = action(
  { role: "marketer", input: z.object({ file: z.instanceof(File, { error: "required" }) }) },
  async ({ file }, { user }) => {
    const t = await getTranslations("suppressions");
    const bytes = new Uint8Array(await file.arrayBuffer());
    const done = await importSuppressions(bytes, { userId: user.id, fileName: file.name });
    if (!done.ok) return { ok: false, fields: { file: t(`fileProblems.${done.reason}`) } };
    revalidatePath(path);
    const { added, known, refused } = done;
    const lines = refused.slice(0, 100);
    return {
      ok: true,
      message: t("imported", { added, known, refused: refused.length }),
      data: lines,
    };
  },
);
