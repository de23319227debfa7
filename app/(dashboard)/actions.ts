"use server";

import * as z from "zod";
import { action } from "@/lib/action";
import { dismissChecklist } from "@/lib/overview";

export const dismissChecklistAction = action(
  { role: "marketer", input: z.object({}) },
  async (_input, { user }) => {
    await dismissChecklist(user.id);
    return { ok: true };
  },
);
