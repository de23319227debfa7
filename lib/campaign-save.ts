import * as z from "zod";
import type { SaveResult } from "@/lib/campaigns";

/** What an autosave posts: ids as fields, the changes as one JSON field. */
export function autosaveInput<Patch extends z.ZodType>(patch: Patch) {
  return z.object({
    id: z.coerce.number().int().positive(),
    revision: z.coerce.number().int().positive(),
    patch: z.string().transform(parseJson).pipe(patch),
  });
}

function parseJson(json: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    context.addIssue({ code: "custom", message: "invalid" });
    return z.NEVER;
  }
}

/** A refused save in words, with what the page needs to offer a choice. */
export function saveAnswer(
  refused: Exclude<SaveResult, { ok: true }>,
  t: (key: "notFound" | "notDraft" | "conflictTitle") => string,
) {
  switch (refused.reason) {
    case "not_found":
      return { ok: false, message: t("notFound") };
    case "not_draft":
      return { ok: false, message: t("notDraft") };
    case "stale":
      return {
        ok: false,
        message: t("conflictTitle"),
        data: {
          reason: refused.reason,
          revision: refused.revision,
          updatedAt: refused.updatedAt.toISOString(),
        },
      };
  }
}
