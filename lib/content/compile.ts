import { createElement, type ReactElement } from "react";
import type { FrameProps } from "@/emails/system/mail-frame";
import Letter from "@/emails/templates/letter";
import Promotion from "@/emails/templates/promotion";
import { labelAdvertisement } from "@/lib/domain/advertisement-label";
import type { CompiledContent, FieldLabels, RecipientUrl } from "@/lib/domain/compiled-content";
import type { ContentProblem } from "@/lib/domain/content-problem";
import { stripMarks } from "@/lib/domain/merge-marks";
import {
  composedKey,
  isTemplateKey,
  readContent,
  templateSchemas,
} from "@/lib/domain/template-catalog";
import { fieldsOf } from "@/lib/domain/template-fields";
import { checkContent } from "./check";
import { drawComposed } from "./composed";
import { sizeProblems } from "./mail-size";
import { markFields } from "./mark-fields";
import { renderMail } from "./render-mail";
import {
  createSlotTable,
  markText,
  plainOrganization,
  type SlotTable,
  splitPart,
} from "./slot-table";

export type MailToCompile = {
  templateKey: string;
  content: unknown;
  subject: string;
  previewText: string;
  locale: "ko" | "en";
  kind: "marketing" | "information" | "transactional";
  organization: { name: string; postalAddress: string; phone: string; country: string };
  topicName?: string | undefined;
  /** Built-in merge fields and the keys of declared properties. */
  knownFields: readonly string[];
  /** Labels of the choices of declared properties. */
  labels?: FieldLabels;
};

export type CompileResult =
  | { ok: true; compiled: CompiledContent; warnings: ContentProblem[] }
  | { ok: false; problems: ContentProblem[] };

/**
 * Renders what a marketer wrote once, for everybody: static text between slots. Done by the web
 * process when a schedule or send is confirmed, and for every preview. A draft (`complete: false`)
 * may lack what is not written yet, but never holds a tag or address that cannot work.
 */
export async function compileContent(
  mail: MailToCompile,
  { complete = true }: { complete?: boolean } = {},
): Promise<CompileResult> {
  const found = complete ? checkMail(mail) : checkContent(mail, { complete });
  if (found.some(isError)) return { ok: false, problems: found };

  const table = createSlotTable();
  const subject = markText(subjectOf(mail), table, mail);
  const frame = frameOf(mail, subject, table);
  const compiled = await renderMail(drawContent(mail, frame, table), {
    table,
    subject: splitPart(subject, table, "text"),
    locale: mail.locale,
    trackLinks: mail.kind !== "transactional",
  });
  const labelled = withLabels(compiled, mail.labels);
  const sized = [...found, ...sizeProblems(labelled)];
  return sized.some(isError)
    ? { ok: false, problems: sized }
    : { ok: true, compiled: labelled, warnings: sized };
}

/** Everything that keeps a mail from being sent, or should be known before, without drawing it. */
export function checkMail(mail: MailToCompile): ContentProblem[] {
  return [...checkContent(mail, { complete: true }), ...checkSenderBlock(mail)];
}

/** Only the labels that the mail can print: contents are shared by what they hold. */
function withLabels(compiled: CompiledContent, labels: FieldLabels = {}): CompiledContent {
  const used = compiled.fields.flatMap((field) => {
    const ofField = Object.hasOwn(labels, field) ? labels[field] : undefined;
    return ofField ? [[field, ofField] as const] : [];
  });
  return used.length === 0 ? compiled : { ...compiled, labels: Object.fromEntries(used) };
}

function isError(problem: ContentProblem): boolean {
  return problem.severity === "error";
}

/** Who advertises and where to reach them must stand in the mail, in Korea and elsewhere. */
function checkSenderBlock(mail: MailToCompile): ContentProblem[] {
  if (mail.kind !== "marketing") return [];
  const { name, postalAddress } = mail.organization;
  if (name.trim() !== "" && postalAddress.trim() !== "") return [];
  return [{ field: "mail", code: "missing_postal_address", severity: "error", params: {} }];
}

function subjectOf(mail: MailToCompile): string {
  const labelled = mail.kind === "marketing" && mail.organization.country === "KR";
  return labelled ? labelAdvertisement(mail.subject) : mail.subject.trim();
}

function frameOf(mail: MailToCompile, subject: string, table: SlotTable): FrameProps {
  const own = (name: RecipientUrl) => {
    const slot = { kind: "url", name } as const;
    return table.add({ html: slot, text: slot });
  };
  const frame = {
    locale: mail.locale,
    subject,
    previewText: markText(mail.previewText.trim(), table, mail),
    organization: plainOrganization(mail.organization),
  };
  if (mail.kind === "transactional") return { ...frame, reason: "service" };
  const topicName = stripMarks(mail.topicName ?? "");
  return {
    ...frame,
    reason: topicName === "" ? "list" : "topic",
    topicName,
    unsubscribeUrl: own("unsubscribe"),
    preferencesUrl: own("preferences"),
    webUrl: own("web"),
    pixelUrl: own("pixel"),
  };
}

/** The checked content in its frame, with marks for its Liquid. */
function drawContent(mail: MailToCompile, frame: FrameProps, table: SlotTable): ReactElement {
  if (mail.templateKey === composedKey) return drawComposed(mail, frame, table);
  const read = readContent(mail.templateKey, mail.content);
  if (!read.ok || !isTemplateKey(mail.templateKey)) {
    throw new Error("A content that cannot be read passed the check.");
  }
  const fields = fieldsOf(templateSchemas[mail.templateKey]);
  const content = markFields(fields, read.content, table, mail);
  if ("headline" in content) return createElement(Promotion, { frame, content });
  return createElement(Letter, { frame, content });
}
