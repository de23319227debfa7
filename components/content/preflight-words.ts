import type { useTranslations } from "next-intl";
import type { PreflightItem } from "@/lib/domain/preflight-item";
import type { Finding } from "@/lib/domain/preflight";
import { problemWords } from "./problem-words";

/** `useTranslations("preflight")`, or the same from the server. */
type PreflightTranslator = ReturnType<typeof useTranslations<"preflight">>;
type ProblemTranslator = ReturnType<typeof useTranslations<"content.problems">>;

/** A finding as a sentence that says what is wrong and what to do. */
export function findingWords(t: PreflightTranslator, { code, params }: Finding): string {
  const values: Record<string, string | number> = { ...params };
  if (values["words"] === "") values["words"] = "empty";
  if (code === "spam_phrase") values["why"] = t(`spamWhy.${spamReason(params["why"])}`);
  if (code === "link_dead") {
    const status = String(params["status"] ?? "");
    values["why"] = t(`deadWhy.${deadReason(params["why"])}`, { status });
  }
  return t(`findings.${code}`, values);
}

export function itemWords(
  t: PreflightTranslator,
  problems: ProblemTranslator,
  item: PreflightItem,
): string {
  return item.of === "content" ? problemWords(problems, item) : findingWords(t, item);
}

/** What pressing "fix" will do; a fix without words of its own is just called that. */
export function fixWords(t: PreflightTranslator, { code, params }: PreflightItem): string {
  const nearest = String(params["nearest"] ?? "");
  return isFixable(code) ? t(`fixes.${code}`, { nearest }) : t("fix");
}

const spamReasons = ["fraud", "gambling", "loans", "adult", "pressure", "pretence"] as const;
const deadReasons = ["status", "no_host", "no_connection", "certificate", "redirects"] as const;
const fixable = [
  "image_insecure",
  "link_insecure",
  "contrast",
  "subject_marks",
  "preview_missing",
  "doubled_honorific",
  "no_scheme",
  "smart_quotes",
  "unknown_field",
  "unknown_filter",
  "line_break",
] as const;

function isFixable(code: string): code is (typeof fixable)[number] {
  return fixable.some((one) => one === code);
}

function spamReason(why: unknown) {
  return spamReasons.find((one) => one === why) ?? "fraud";
}

function deadReason(why: unknown) {
  return deadReasons.find((one) => one === why) ?? "no_connection";
}
