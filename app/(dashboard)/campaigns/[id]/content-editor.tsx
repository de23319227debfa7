"use client";

import { useTranslations } from "next-intl";
import { ContentForm } from "@/components/content/content-form";
import type { MergeFieldChoice } from "@/components/content/merge-tag-menu";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import type { TemplateKey } from "@/lib/domain/template-catalog";
import { ContactChooser } from "./contact-chooser";
import { type Draft, HeadFields, type SenderChoice } from "./head-fields";
import { PreflightPanel } from "./preflight-panel";
import { type Preview, PreviewPane } from "./preview-pane";
import { SaveLine } from "./save-line";
import { useDraft } from "./use-draft";

type ContentEditorProps = {
  id: number;
  revision: number;
  draft: Draft;
  templateKey: TemplateKey;
  senders: SenderChoice[];
  mergeFields: readonly MergeFieldChoice[];
  preview: Preview;
  /** The organisation is Korean: advertisements get their label. */
  isKorean: boolean;
  timeZone: string;
};

/** Writes the mail beside its preview; every pause in typing saves and draws anew. */
export function ContentEditor({
  id,
  templateKey,
  senders,
  mergeFields,
  ...props
}: ContentEditorProps) {
  const t = useTranslations("campaigns.content");
  const { draft, preview, errors, update, fix, fixes, lookAs, autosave } = useDraft({
    id,
    revision: props.revision,
    draft: props.draft,
    preview: props.preview,
  });
  const { state, flush, overwrite, discard } = autosave;
  const sender = senders.find((one) => one.id === draft.senderId);
  return (
    <div className="grid items-start gap-8 xl:grid-cols-[minmax(22rem,29rem)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-8">
        <div className="sticky top-0 z-20 -my-2 flex min-h-11 items-center bg-canvas py-2">
          <SaveLine
            state={state}
            timeZone={props.timeZone}
            onSave={() => void flush()}
            onOverwrite={() => void overwrite()}
            onDiscard={discard}
          />
        </div>
        <HeadFields
          draft={draft}
          onChange={update}
          errors={errors}
          senders={senders}
          mergeFields={mergeFields}
          isKorean={props.isKorean}
        />
        <Section title={t("body")}>
          <ContentForm
            key={fixes}
            templateKey={templateKey}
            content={draft.content}
            mergeFields={mergeFields}
            problems={preview.problems}
            onChange={(content) => update({ content })}
          />
        </Section>
        <div>
          <LinkButton href={`/campaigns/${id}/audience`} variant="primary">
            {t("next")}
          </LinkButton>
        </div>
      </div>
      <div className="min-w-0 xl:sticky xl:top-6">
        <PreviewPane
          preview={preview}
          sender={sender}
          previewText={draft.previewText}
          preflight={
            <PreflightPanel
              id={id}
              templateKey={templateKey}
              content={draft.content}
              items={preview.preflight}
              isSaved={state.kind === "saved"}
              onFix={fix}
            />
          }
          chooser={
            <ContactChooser
              campaignId={id}
              label={t("previewAs")}
              onChange={(contact) => void lookAs(contact)}
              className="max-w-80"
            />
          }
        />
      </div>
    </div>
  );
}
