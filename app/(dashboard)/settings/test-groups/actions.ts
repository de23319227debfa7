"use server";

import { getTranslations } from "next-intl/server";
import { revalidatePath } from "next/cache";
import * as z from "zod";
import { action } from "@/lib/action";
import { maxGroupAddresses } from "@/lib/domain/campaign-edit";
import { idField, lineField } from "@/lib/domain/form-fields";
import { deleteTestGroup, readGroupAddresses, saveTestGroup } from "@/lib/test-groups";

export const saveGroup = action(
  {
    role: "marketer",
    input: z.object({ id: idField.optional(), name: lineField(100), addresses: z.string() }),
  },
  async ({ id, name, addresses: typed }, { user }) => {
    const t = await getTranslations("settings.testGroups");
    const read = readGroupAddresses(typed);
    if (!read.ok) {
      const words = {
        no_address: () => t("noAddress"),
        too_many: () => t("tooMany", { max: maxGroupAddresses }),
        bad_address: () => t("badAddress", { address: "address" in read ? read.address : "" }),
      };
      return { ok: false, fields: { addresses: words[read.reason]() } };
    }
    const group = { id, name, addresses: read.addresses };
    const isSaved = await saveTestGroup(group, { userId: user.id });
    revalidatePath("/settings/test-groups");
    return isSaved ? { ok: true, message: t("saved") } : { ok: false, message: t("gone") };
  },
);

export const removeGroup = action(
  { role: "marketer", input: z.object({ id: idField }) },
  async ({ id }, { user }) => {
    const t = await getTranslations("settings.testGroups");
    const isGone = await deleteTestGroup(id, { userId: user.id });
    revalidatePath("/settings/test-groups");
    return isGone ? { ok: true, message: t("removed") } : { ok: false, message: t("gone") };
  },
);
