"use server";

import * as z from "zod";
import { action } from "@/lib/action";
import { findCampaign } from "@/lib/campaigns";
import { preflightSlowly } from "@/lib/draft-preflight";

/** The stored mail's pre-flight with its links tried; nobody waits for it. */
export const checkSlowly = action(
  { role: "marketer", input: z.object({ id: z.coerce.number().int().positive() }) },
  async ({ id }) => {
    const campaign = await findCampaign(id);
    if (!campaign || campaign.status !== "draft") return { ok: false };
    return { ok: true, data: await preflightSlowly(campaign) };
  },
);
