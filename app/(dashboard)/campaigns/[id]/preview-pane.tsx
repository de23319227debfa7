"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { MailPreview } from "@/components/content/mail-preview";
import { Notice } from "@/components/ui/notice";
import type { ContentProblem } from "@/lib/domain/content-problem";
import type { PreflightItem } from "@/lib/domain/preflight-item";

export type Preview = {
  mail?: { subject: string; html: string; text: string } | undefined;
  htmlBytes: number;
  missing: string[];
  problems: ContentProblem[];
  preflight: PreflightItem[];
};

type PreviewPaneProps = {
  preview: Preview;
  sender: { name: string; email: string } | undefined;
  previewText: string;
  chooser: React.ReactNode;
  /** What speaks against sending it, between the chooser and the mail. */
  preflight?: React.ReactNode;
};

/** The mail as it looks now; while something is wrong in it, as it looked last. */
export function PreviewPane({ preview, sender, previewText, ...parts }: PreviewPaneProps) {
  const t = useTranslations("campaigns");
  const [last, setLast] = useState(preview);
  if (preview !== last && preview.mail !== undefined) setLast(preview);
  const shown = preview.mail === undefined ? last : preview;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {parts.preflight}
      {parts.chooser}
      {preview.mail === undefined && (
        <Notice tone="warn">
          {t(shown.mail === undefined ? "content.previewNone" : "content.previewFailed")}
        </Notice>
      )}
      {preview.missing.length > 0 && (
        <Notice tone="warn">
          {t("content.previewMissing", { fields: preview.missing.join(", ") })}
        </Notice>
      )}
      {shown.mail !== undefined && (
        <MailPreview
          mail={shown.mail}
          sender={sender}
          previewText={previewText}
          htmlBytes={shown.htmlBytes}
        />
      )}
    </div>
  );
}
