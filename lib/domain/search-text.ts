import * as z from "zod";

/** What is searched for, as it stands in an address; without NUL, which PostgreSQL refuses. */
export const searchText = z
  .string()
  .transform((text) => text.replaceAll("\0", "").trim().slice(0, 200))
  .catch("");
