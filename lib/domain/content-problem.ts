import type { MergeProblem } from "./merge-tags";

/** What can be wrong with a mail; the words are in the `content` messages under `problems`. */
export type ContentProblemCode =
  | MergeProblem["code"]
  | "required"
  | "line_break"
  | "too_long"
  | "too_many"
  | "unreadable"
  | "unknown_template"
  | "merge_not_allowed"
  | "no_scheme"
  | "unsafe_scheme"
  | "invalid_url"
  | "unknown_block"
  | "too_deep"
  | "needs_fallback"
  | "missing_postal_address"
  | "near_clip"
  | "clipped"
  | "too_large";

export type ContentProblem = {
  /** "subject", "previewText", "headline", "products.2.url"; "mail" is the mail as a whole. */
  field: string;
  code: ContentProblemCode;
  /** An error stops the mail; a warning is for the marketer to weigh. */
  severity: "error" | "warning";
  params: Readonly<Record<string, string | number>>;
};
