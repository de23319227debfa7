"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { ruleSentence } from "@/components/segments/rule-sentence";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { SegmentChoices } from "@/lib/domain/segment-choices";
import { ruleOf } from "@/lib/domain/segment-draft";
import type { FieldKind } from "@/lib/domain/segment-fields";
import type { SegmentRule } from "@/lib/domain/segment-rule";
import { create, save } from "./actions";
import { GroupEditor } from "./group-editor";
import { SegmentPreview } from "./segment-preview";
import { useRuleDraft } from "./use-rule-draft";

type SegmentEditorProps = {
  segment?: { id: number; name: string; rule: SegmentRule };
  choices: SegmentChoices;
};

/** Name and rule, with who fits beside them while it is written. */
export function SegmentEditor({ segment, choices }: SegmentEditorProps) {
  const t = useTranslations("segments");
  const [draft, edits] = useRuleDraft(segment?.rule);
  // Those of the last try to save: what was added since is not wrong yet.
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set());
  const kinds = useMemo(
    () => new Map<string, FieldKind>(choices.properties.map(({ key, kind }) => [key, kind])),
    [choices],
  );
  const result = useMemo(() => ruleOf(draft, kinds), [draft, kinds]);
  const rule = result.ok ? JSON.stringify(result.rule) : undefined;
  const problems = useMemo(
    () => new Map(result.ok ? [] : [...result.problems].filter(([id]) => tried.has(id))),
    [result, tried],
  );
  const [saved, setSaved] = useState(draft);
  useLeaveWarning(draft !== saved);
  const label = segment === undefined ? t("saveNew") : t("save");
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <Form
        action={segment === undefined ? create : save}
        onAnswer={({ ok }) => ok && setSaved(draft)}
        aria-label={t("rule")}
      >
        {segment !== undefined && <input type="hidden" name="id" value={segment.id} />}
        <input type="hidden" name="rule" value={rule ?? ""} />
        <TextField
          label={t("name")}
          name="name"
          description={t("nameHint")}
          defaultValue={segment?.name}
          maxLength={100}
          className="max-w-120"
          isRequired
        />
        <GroupEditor
          group={draft}
          edits={edits}
          choices={choices}
          kinds={kinds}
          problems={problems}
          level={1}
        />
        {result.ok && (
          <p className="text-muted" aria-live="polite">
            {ruleSentence(result.rule, { t, choices })}
          </p>
        )}
        <FormMessage />
        {result.ok ? (
          <SubmitButton className="self-start">{label}</SubmitButton>
        ) : (
          <Button
            variant="primary"
            className="self-start"
            onPress={() => setTried(new Set(result.problems.keys()))}
          >
            {label}
          </Button>
        )}
      </Form>
      <SegmentPreview rule={rule} />
    </div>
  );
}

/** Closing the tab over a half-written rule asks first. */
function useLeaveWarning(isChanged: boolean) {
  useEffect(() => {
    if (!isChanged) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isChanged]);
}
