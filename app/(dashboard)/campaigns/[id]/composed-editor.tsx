"use client";

import { Eye, Mail, PanelsTopLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { Composer } from "@/components/composer/composer";
import type { ComposerSurroundings } from "@/components/composer/composer-context";
import { restoredContent } from "@/components/composer/restored-content";
import { useMedia } from "@/components/composer/use-media";
import { ChoiceButtons } from "@/components/content/choice-buttons";
import type { ContentValues } from "@/components/content/content-form";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { composedKey } from "@/lib/domain/template-catalog";
import { ContactChooser } from "./contact-chooser";
import { type Draft, HeadFields, type SenderChoice } from "./head-fields";
import { LocalCopyNotice } from "./local-copy-notice";
import { PreflightPanel } from "./preflight-panel";
import { type Preview, PreviewPane } from "./preview-pane";
import { SaveLine } from "./save-line";
import { useDraft } from "./use-draft";
import { type LocalCopy, useLocalCopy } from "./use-local-copy";

type ComposedEditorProps = Omit<ComposerSurroundings, "problems"> & {
  id: number;
  revision: number;
  draft: Draft;
  senders: SenderChoice[];
  preview: Preview;
  /** The organisation is Korean: advertisements get their label. */
  isKorean: boolean;
  timeZone: string;
  /** Where a problem was said to be: "subject", "<block>.text". */
  startAt: string | undefined;
};

type View = "body" | "head" | "preview";

const headPlaces = ["subject", "previewText", "replyTo"];
const viewOf = (place: string): View => (headPlaces.includes(place) ? "head" : "body");

/** What is shown, and where in it somebody was led to. */
function useView(startAt: string | undefined) {
  const [view, setView] = useState<View>(startAt === undefined ? "body" : viewOf(startAt));
  const [goTo, setGoTo] = useState(startAt === undefined ? undefined : { place: startAt });

  function show(place: string) {
    setView(viewOf(place));
    setGoTo({ place });
  }

  return { view, setView, goTo, show };
}

/** A mail of blocks: its body, what stands around it, and how it looks, one at a time. */
export function ComposedEditor({ id, senders, startAt, ...props }: ComposedEditorProps) {
  const { draft, preview, errors, update, fix, fixes, lookAs, autosave } = useDraft({
    id,
    revision: props.revision,
    draft: props.draft,
    preview: props.preview,
  });
  const { state, savedRevision } = autosave;
  const local = useLocalCopy({ id, draft, state, savedRevision });
  const t = useTranslations("campaigns.content");
  const words = useTranslations("composer");
  const isRoomy = useMedia("(min-width: 900px)");
  const { view, setView, goTo, show } = useView(startAt);
  // The editor holds its document: one that comes from elsewhere opens it anew.
  const [opened, setOpened] = useState(0);
  const changeBody = useBody(update);

  function restore(copy: LocalCopy) {
    const content = restoredContent(copy.draft.content);
    if (!content) return toast(words("local.unreadable"), { tone: "bad" });
    update({ ...copy.draft, content });
    setOpened(opened + 1);
    local.drop();
    toast(words("local.restored"));
  }

  const shown = isRoomy || view === "head" ? view : "preview";
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="sticky top-0 z-20 -my-2 flex flex-wrap items-center justify-between gap-3 bg-canvas py-2">
        <ViewButtons view={shown} onChange={setView} hasBody={isRoomy} />
        <SaveLine
          state={state}
          timeZone={props.timeZone}
          onSave={() => void autosave.flush()}
          onOverwrite={() => void autosave.overwrite()}
          onDiscard={() => {
            local.drop();
            autosave.discard();
          }}
        />
        <LinkButton href={`/campaigns/${id}/audience`} variant="primary">
          {t("next")}
        </LinkButton>
      </div>
      {local.found && (
        <LocalCopyNotice
          copy={local.found}
          revision={props.revision}
          timeZone={props.timeZone}
          onRestore={() => local.found && restore(local.found)}
          onDrop={local.drop}
        />
      )}
      {errors["content"] !== undefined && <Notice tone="bad">{errors["content"]}</Notice>}
      {!isRoomy && shown === "preview" && <Notice>{words("tooNarrow")}</Notice>}
      {isRoomy && (
        // Kept while another view is shown: what was done to it can still be undone.
        <div hidden={shown !== "body"}>
          <Composer
            key={`${opened} ${fixes}`}
            content={draft.content}
            onChange={changeBody}
            goTo={goTo}
            frame={props.frame}
            pictures={props.pictures}
            mergeFields={props.mergeFields}
            conditionFields={props.conditionFields}
            problems={preview.problems}
          />
        </div>
      )}
      {shown === "head" && (
        <div className="max-w-180">
          <HeadFields
            draft={draft}
            onChange={update}
            errors={errors}
            senders={senders}
            mergeFields={props.mergeFields}
            isKorean={props.isKorean}
          />
        </div>
      )}
      {shown === "preview" && (
        <PreviewPane
          preview={preview}
          sender={senders.find((one) => one.id === draft.senderId)}
          previewText={draft.previewText}
          preflight={
            <PreflightPanel
              id={id}
              templateKey={composedKey}
              content={draft.content}
              items={preview.preflight}
              isSaved={state.kind === "saved"}
              onShow={show}
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
      )}
    </div>
  );
}

type ViewButtonsProps = { view: View; onChange: (view: View) => void; hasBody: boolean };

function ViewButtons({ view, onChange, hasBody }: ViewButtonsProps) {
  const t = useTranslations("composer.views");
  const items = [
    { id: "body", label: t("body"), icon: <PanelsTopLeft aria-hidden /> },
    { id: "head", label: t("head"), icon: <Mail aria-hidden /> },
    { id: "preview", label: t("preview"), icon: <Eye aria-hidden /> },
  ] as const;
  return (
    <ChoiceButtons
      label={t("label")}
      value={view}
      onChange={onChange}
      items={hasBody ? items : items.filter(({ id }) => id !== "body")}
    />
  );
}

/** One function for as long as the editor is open: another one would draw all blocks anew. */
function useBody(update: (changes: Partial<Draft>) => void) {
  const latest = useRef(update);
  useEffect(() => {
    latest.current = update;
  });
  return useCallback((content: ContentValues) => latest.current({ content }), []);
}
