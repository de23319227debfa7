"use client";

import { useMessages, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { placeNames } from "@/components/content/place-names";
import { PreflightList } from "@/components/content/preflight-list";
import { showPlace } from "@/components/content/show-place";
import type { Fix } from "@/lib/domain/preflight";
import type { Preflight, PreflightItem } from "@/lib/domain/preflight-item";
import { checkSlowly } from "./preflight-actions";

type PreflightPanelProps = {
  id: number;
  templateKey: string;
  content: unknown;
  /** As the last save found it; another object after each. */
  items: PreflightItem[];
  /** Nothing waits to be saved: what is stored is what is shown. */
  isSaved: boolean;
  /** Where a page has its fields elsewhere than in its form. */
  onShow?: (field: string) => void;
  onFix: (fix: Fix) => boolean;
};

/** Somebody who goes on typing does not ask for the links of every word. */
const pauseMs = 2_500;

/** The pre-flight beside the preview: at once what can be seen, a little later what must be tried. */
export function PreflightPanel({ id, templateKey, content, items, ...props }: PreflightPanelProps) {
  const t = useTranslations("content.list");
  const messages = useMessages();
  const { slow, isChecking } = useSlowCheck(id, items, props.isSaved);
  const isCurrent = slow?.of === items;
  useStartingPlace(props.onShow === undefined);
  return (
    <PreflightList
      preflight={isCurrent ? slow.found : { items, spam: slow?.found.spam }}
      placeName={placeNames(messages, { templateKey, content }, (n) => t("entry", { n }))}
      onShow={props.onShow ?? ((field) => void showPlace(field))}
      onFix={props.onFix}
      isChecking={isChecking}
    />
  );
}

/** "?at=headline": the review leads here from the line that names the field. */
function useStartingPlace(isInForm: boolean) {
  useEffect(() => {
    const at = new URLSearchParams(location.search).get("at");
    if (isInForm && at !== null) showPlace(at);
  }, [isInForm]);
}

function useSlowCheck(id: number, items: PreflightItem[], isSaved: boolean) {
  const [slow, setSlow] = useState<{ of: PreflightItem[]; found: Preflight }>();
  const [isChecking, setChecking] = useState(false);
  useEffect(() => {
    if (!isSaved) return;
    let isStale = false;
    const timer = setTimeout(() => {
      setChecking(true);
      const form = new FormData();
      form.set("id", String(id));
      void checkSlowly(undefined, form)
        .catch(() => undefined)
        .then((answer) => {
          if (isStale) return;
          setChecking(false);
          // Both sides of this call are ours; the shape is the action's.
          if (answer?.ok) setSlow({ of: items, found: answer.data as Preflight });
        });
    }, pauseMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
      setChecking(false);
    };
  }, [id, items, isSaved]);
  return { slow, isChecking };
}
