import type { CompiledContent } from "@/lib/domain/compiled-content";
import { escapeHtml } from "@/lib/domain/escape-html";
import { readMailFacts } from "@/lib/domain/mail-facts";
import { cleanData, compileMerge } from "@/lib/domain/merge-engine";
import { type CheckedMail, standIn } from "@/lib/domain/preflight";
import { fixOfProblem } from "@/lib/domain/preflight-fix";
import type { PreflightItem } from "@/lib/domain/preflight-item";
import { runPreflight } from "@/lib/domain/preflight-run";
import { checkMail, compileContent, type MailToCompile } from "./compile";
import { sizeProblems } from "./mail-size";
import { hasSlot, spellPart } from "./spell-part";
import { listTypedFields } from "./typed-fields";

export type PreflightOptions = {
  /** Mail leaves this machine: the https rule holds. */
  isReal: boolean;
  /** Weights of the mail's images, as far as they are known. */
  imageBytes?: ReadonlyMap<string, number>;
};

/**
 * Everything that speaks against sending a mail as it stands, errors first. A draft that cannot be
 * drawn has its own problems only.
 */
export async function preflightMail(
  mail: MailToCompile,
  options: PreflightOptions,
): Promise<PreflightItem[]> {
  const result = await compileContent(mail, { complete: false });
  return preflightCompiled(mail, result.ok ? result.compiled : undefined, options);
}

/** The same for a mail that has just been compiled. */
export function preflightCompiled(
  mail: MailToCompile,
  compiled: CompiledContent | undefined,
  options: PreflightOptions,
): PreflightItem[] {
  const typed = listTypedFields(mail);
  const problems = [...checkMail(mail), ...(compiled ? sizeProblems(compiled) : [])];
  const items: PreflightItem[] = [
    ...problems.map((problem) => ({
      ...problem,
      fix: fixOfProblem(problem, typed),
      of: "content" as const,
    })),
    ...(compiled ? runPreflight(checkedMail(mail, compiled, options)) : []).map((finding) => ({
      ...finding,
      of: "mail" as const,
    })),
  ];
  return items.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ severity }: PreflightItem): number {
  return severity === "error" ? 0 : 1;
}

/** The drawn mail with stand-ins for what is personal and links as they were typed. */
export function checkedMail(
  mail: MailToCompile,
  compiled: CompiledContent,
  { isReal, imageBytes = new Map() }: PreflightOptions,
): CheckedMail {
  const html = spellPart(compiled.html, (slot) => {
    if (slot.kind === "merge")
      return slot.escape === "url" ? escapeHtml(plainAddress(slot.liquid)) : standIn;
    if (slot.kind === "link") return escapeHtml(plainAddress(compiled.links[slot.n] ?? ""));
    return slot.name === "pixel" ? "data:," : "https://recipient.invalid/";
  });
  const nobody = cleanData({}, compiled.fields);
  return {
    subject: spellPart(compiled.subject, () => standIn),
    previewText: mail.previewText
      .replace(/\{\{.*?\}\}/gs, standIn)
      .replace(/\{%.*?%\}/gs, "")
      .trim(),
    typedSubject: mail.subject,
    html,
    facts: readMailFacts(html),
    text: spellPart(compiled.text, (slot) => (slot.kind === "merge" ? standIn : "")),
    fallbackText: [compiled.subject, compiled.text]
      .map((part) =>
        spellPart(part, (slot) =>
          slot.kind === "merge" ? compileMerge(slot.liquid, "text")(nobody) : "",
        ),
      )
      .join("\n"),
    canRefuse: [compiled.html, compiled.text].every((part) =>
      hasSlot(part, (slot) => slot.kind === "url" && slot.name === "unsubscribe"),
    ),
    mustOfferRefusal: mail.kind !== "transactional",
    isReal,
    typed: listTypedFields(mail),
    imageBytes,
  };
}

/** An address with what is personal in it left out: only its fixed part can be judged. */
function plainAddress(address: string): string {
  if (/^\s*\{/.test(address)) return "https://recipient.invalid/"; // all of it is personal
  return address.replace(/\{\{.*?\}\}/gs, "x").replace(/\{%.*?%\}/gs, "");
}

/** Links that are the same for everybody: the only ones that can be tried without telling who reads. */
export function listPlainLinks(compiled: CompiledContent): string[] {
  return compiled.links.filter((link) => /^https?:\/\//i.test(link) && !/\{[{%]/.test(link));
}
