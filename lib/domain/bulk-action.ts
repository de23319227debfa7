import * as z from "zod";
import { contactFilter } from "@/lib/domain/contact-filter";

const id = z.coerce.number().int().positive();
/** How the people told us: the evidence of a consent or a refusal. */
const how = z.string().trim().min(1).max(500);

/** What is done to each of the chosen contacts. */
export const bulkDeed = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("subscribe"), topicId: id, how }),
  z.object({ kind: z.literal("unsubscribe"), topicId: id, how }),
  z.object({ kind: z.literal("suppress"), why: how }),
  z.object({
    kind: z.literal("add_to_segment"),
    segmentId: id,
    /** Made for these people: taken back, it goes with them. */
    isNew: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal("set_property"),
    key: z.string().min(1).max(100),
    value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
  }),
  z.object({ kind: z.literal("delete") }),
]);
export type BulkDeed = z.infer<typeof bulkDeed>;

/** More than anybody ticks on pages of fifty. */
const mostTicked = 500;

const bulkFilter = z.object({
  filter: contactFilter,
  maxContactId: z.number().int().nonnegative(),
});
/** Everybody whom the filter left when they were counted: later contacts do not count. */
export type BulkFilter = z.infer<typeof bulkFilter>;

/** These few, or all that a filter left. */
export const bulkSelection = z.union([
  z.object({ ids: z.array(id).min(1).max(mostTicked) }),
  bulkFilter,
]);
export type BulkSelection = z.infer<typeof bulkSelection>;

/** Why an act was given up: what it names is gone, the database had no time for it, anything else. */
export const bulkFailure = z.enum(["gone", "busy", "error"]).catch("error");
export type BulkFailure = z.infer<typeof bulkFailure>;
