"use server";

import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { action } from "@/lib/action";
import { findCampaign, saveCampaign } from "@/lib/campaigns";
import { autosaveInput, saveAnswer } from "@/lib/campaign-save";
import { countDraftAudience } from "@/lib/draft-audience";

const ids = z.array(z.number().int().positive()).max(200);
const patch = z.object({
  topicId: z.number().int().positive().nullable().optional(),
  segmentIds: ids.optional(),
  excludedSegmentIds: ids.optional(),
});

export const saveAudience = action(
  { role: "marketer", input: autosaveInput(patch) },
  async ({ id, revision, patch: changes }) => {
    const campaign = await findCampaign(id);
    if (changes.topicId === null && campaign?.kind === "marketing") {
      const t = await getTranslations("campaigns.audience");
      return {
        ok: false,
        fields: { topicId: t("marketingNeedsTopic") },
        data: { revision, answer: await countDraftAudience(id) },
      };
    }
    const saved = await saveCampaign(id, { revision, patch: changes });
    if (!saved.ok) {
      const words = await getTranslations("campaigns.save");
      return saveAnswer(saved, (key) => words(key));
    }
    return {
      ok: true,
      data: { revision: saved.revision, answer: await countDraftAudience(id) },
    };
  },
);
