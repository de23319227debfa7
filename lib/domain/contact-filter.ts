import * as z from "zod";
import { searchText } from "./search-text";

const id = z.coerce
  .number()
  .int()
  .positive()
  .max(Number.MAX_SAFE_INTEGER)
  .optional()
  .catch(undefined);

/** What the contacts table is narrowed by, as it stands in the address; nonsense is ignored. */
export const contactFilter = z.object({
  q: searchText,
  topic: id,
  state: z.enum(["subscribed", "unsubscribed", "unanswered"]).optional().catch(undefined),
  suppressed: z.enum(["yes", "no"]).optional().catch(undefined),
  import: id,
  segment: id,
});
export type ContactFilter = z.infer<typeof contactFilter>;

/** Orders that an index has: by age (ids are given in it) and by address. */
export const contactSorts = ["newest", "oldest", "email", "email_desc"] as const;
export type ContactSort = (typeof contactSorts)[number];
export const contactSort = z.enum(contactSorts).catch("newest");

/** The filter as a query string's parts, in a fixed order. */
export function contactFilterParams(filter: ContactFilter): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [[name, String(value)]],
    ),
  );
}
