import type { BlockCondition } from "./block-condition";

/**
 * A mail compiled once and personalised many times: static text between slots.
 * `chunks.length === slots.length + 1`; a recipient's text is chunks[0] + slot 0 + chunks[1] + …
 */
export type CompiledPart = { chunks: string[]; slots: Slot[] };

export type Slot =
  /** Restricted Liquid, e.g. `{{ name | fallback: "고객" }}`; `escape` says where the value lands. */
  | { kind: "merge"; liquid: string; escape: "html" | "text" | "url" }
  /** A tracked link: the n-th of `links`. */
  | { kind: "link"; n: number }
  /** An address that only this recipient has. */
  | { kind: "url"; name: RecipientUrl }
  /** What only those get who match. */
  | { kind: "when"; condition: BlockCondition; part: CompiledPart };

/** `web` = the mail in the browser; `pixel` = open tracking. */
export type RecipientUrl = "unsubscribe" | "preferences" | "pixel" | "web";

export type CompiledContent = {
  v: 1;
  locale: "ko" | "en";
  subject: CompiledPart;
  html: CompiledPart;
  text: CompiledPart;
  /** Destinations of tracked links, each possibly with Liquid in it. */
  links: string[];
  /** Contact fields the slots read: "name", "email", "vip_level", … */
  fields: string[];
  /** Those of `fields` that have no fallback: a recipient without them is skipped (missing_value). */
  requiredFields: string[];
  /** What choices of these fields are called, by their key, as of confirming. */
  labels?: FieldLabels | undefined;
};

/** Field → key of a choice → its label. */
export type FieldLabels = Record<string, Record<string, string>>;

/** Values of a contact for merge tags: built-in fields and properties in one flat object. */
export type MergeData = Record<string, unknown>;

/** The built-in merge fields; every declared property's key is one too. */
export const builtInFields = ["email", "name", "first_name", "last_name", "phone"] as const;
