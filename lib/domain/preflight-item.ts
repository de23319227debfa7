import type { ContentProblem } from "./content-problem";
import type { Finding, Fix } from "./preflight";

/** One line of the pre-flight: about what was typed, or about what was drawn from it. */
export type PreflightItem =
  | (ContentProblem & { fix?: Fix | undefined; of: "content" })
  | (Finding & { of: "mail" });

/** What SpamAssassin says of a mail; from `limit` on it calls it spam. */
export type SpamScore = { score: number; limit: number; rules: string[] };

export type Preflight = {
  items: PreflightItem[];
  /** Where a SpamAssassin is set up and was asked. */
  spam?: SpamScore | undefined;
};
