"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { action } from "@/lib/action";
import { recordAudit } from "@/lib/audit";
import { isCountry } from "@/lib/domain/country";
import {
  lineField,
  localeField,
  optionalLineField,
  phoneField,
  timeZoneField,
} from "@/lib/domain/form-fields";
import { updateOrganization } from "@/lib/organization";

const input = z.object({
  name: lineField(100),
  country: z.string("choose").refine(isCountry, "choose"),
  timeZone: timeZoneField,
  locale: localeField,
  postalAddress: optionalLineField(200),
  phone: phoneField,
  softBounceLimit: z
    .string("number")
    .regex(/^\d{1,2}$/, "number")
    .transform(Number),
});

export const saveOrganization = action({ role: "admin", input }, async (answers, { user }) => {
  await updateOrganization(answers);
  await recordAudit({ userId: user.id, action: "organization.update" });
  revalidatePath("/settings/organization");
  const t = await getTranslations("settings");
  return { ok: true, message: t("saved") };
});
