import * as z from "zod";

/** What is told while a rule is written: an estimate at once, then the truth, then some people. */
export const previewPart = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("estimate"), count: z.number(), total: z.number() }),
  z.object({ kind: z.literal("exact"), count: z.number(), total: z.number() }),
  z.object({
    kind: z.literal("sample"),
    people: z.array(z.object({ id: z.number(), email: z.string(), name: z.string() })),
  }),
]);
export type PreviewPart = z.infer<typeof previewPart>;
