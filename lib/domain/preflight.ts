import type { MailFacts } from "./mail-facts";
import type { TypedField } from "./preflight-place";

/** What a look at the drawn mail can find; the words are in the `preflight` messages. */
export type FindingCode =
  // What stops the mail
  | "leftover_tag"
  | "missing_unsubscribe"
  | "missing_text"
  | "link_empty"
  | "link_relative"
  | "link_unsafe"
  | "image_without_source"
  | "image_insecure"
  | "forbidden_tag"
  // What a marketer weighs
  | "missing_alt"
  | "contrast"
  | "image_without_width"
  | "image_heavy"
  | "images_heavy"
  | "image_format"
  | "image_only"
  | "link_insecure"
  | "link_shortened"
  | "link_private"
  | "link_without_words"
  | "link_elsewhere"
  | "subject_long"
  | "subject_capitals"
  | "subject_marks"
  | "preview_missing"
  | "preview_long"
  | "preview_repeats"
  | "spam_phrase"
  | "hidden_text"
  | "doubled_honorific"
  | "style_heavy"
  | "client_support"
  // What takes a while to find out
  | "link_dead"
  | "spam_score";

/** A change of what was typed that mends a finding by itself. */
export type Fix = { field: string; value: string };

export type Finding = {
  /** Where it is mended, as in ContentProblem: "subject", "products.2.url", "<block>.body", "mail". */
  field: string;
  code: FindingCode;
  severity: "error" | "warning";
  params: Readonly<Record<string, string | number>>;
  fix?: Fix | undefined;
};

/** A mail drawn with stand-ins for what is personal, every part with a condition in it. */
export type CheckedMail = {
  /** As an inbox shows it, with the label of an advertisement. */
  subject: string;
  previewText: string;
  /** The source that was typed, for fixes. */
  typedSubject: string;
  html: string;
  facts: MailFacts;
  text: string;
  /** Subject and text as somebody reads them of whom nothing is known. */
  fallbackText: string;
  canRefuse: boolean;
  /** A mail that nobody can refuse need not say how. */
  mustOfferRefusal: boolean;
  /** Mail leaves this machine: readers fetch its images from elsewhere. */
  isReal: boolean;
  typed: readonly TypedField[];
  /** Of images that we keep ourselves, by address. */
  imageBytes: ReadonlyMap<string, number>;
};

/** What stands for a personal value in a checked mail. */
export const standIn = "○○";

export function warning(
  code: FindingCode,
  field: string | undefined,
  params: Finding["params"] = {},
  fix?: Fix,
): Finding {
  return { field: field ?? "mail", code, severity: "warning", params, ...(fix && { fix }) };
}

export function error(
  code: FindingCode,
  field: string | undefined,
  params: Finding["params"] = {},
  fix?: Fix,
): Finding {
  return { ...warning(code, field, params, fix), severity: "error" };
}

/** The same thing in thirty places of a list is one finding a place, and never twice the same. */
export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, field, params }) => {
    const key = JSON.stringify([code, field, params]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
