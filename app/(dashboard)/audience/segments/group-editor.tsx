"use client";

import { FolderPlus, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import {
  draftMatches,
  isDraftGroup,
  type DraftGroup,
  type DraftMatch,
} from "@/lib/domain/segment-draft";
import { segmentBounds } from "@/lib/domain/segment-rule";
import { ConditionEditor } from "./condition-editor";
import { addAndEnter, removeAndStay } from "./keep-focus";
import type { RuleContext } from "./rule-context";

type GroupEditorProps = RuleContext & { group: DraftGroup; level: number };

/** Conditions joined by "all" or "any", and groups of the same kind within. */
export function GroupEditor({ group, level, ...context }: GroupEditorProps) {
  const t = useTranslations("segments");
  const { edits } = context;
  const list = useRef<HTMLOListElement>(null);
  const isRoot = level === 1;
  const join = group.match === "any" || group.match === "none" ? t("joinAny") : t("joinAll");
  return (
    <fieldset data-group className={isRoot ? "min-w-0" : "min-w-0 rounded-lg bg-sunken p-3"}>
      <legend className="sr-only">{isRoot ? t("rule") : t("group")}</legend>
      <div className="flex items-center gap-2">
        <span aria-hidden className="shrink-0">
          {t("groupIntro")}
        </span>
        <Select
          label={t("match")}
          value={group.match}
          onChange={(value) => edits.change(group.id, { match: toMatch(value) })}
          items={draftMatches.map((id) => ({ id, label: t(`matches.${id}`) }))}
          className="w-52 shrink [&>:first-child]:sr-only"
        />
        {!isRoot && (
          <Button
            variant="quiet"
            aria-label={t("removeGroup")}
            className="ml-auto w-9 px-0"
            onPress={({ target }) => removeAndStay(target, () => edits.remove(group.id))}
          >
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
      <ol ref={list} className="mt-3 flex flex-col">
        {group.rules.map((node, n) => (
          <li key={node.id}>
            {n > 0 && <p className="py-1.5 pl-3 text-sm font-medium text-muted">{join}</p>}
            {isDraftGroup(node) ? (
              <GroupEditor {...context} group={node} level={level + 1} />
            ) : (
              <ConditionEditor
                {...context}
                condition={node}
                n={n + 1}
                canRemove={!isRoot || group.rules.length > 1}
              />
            )}
          </li>
        ))}
      </ol>
      <div data-add className="mt-3 flex flex-wrap gap-2">
        <Button
          size="small"
          onPress={() => addAndEnter(list.current, () => edits.addCondition(group.id))}
        >
          <Plus aria-hidden />
          {t("addCondition")}
        </Button>
        {level < segmentBounds.depth && (
          <Button
            size="small"
            variant="quiet"
            onPress={() => addAndEnter(list.current, () => edits.addGroup(group.id))}
          >
            <FolderPlus aria-hidden />
            {t("addGroup")}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

function toMatch(value: string): DraftMatch {
  return draftMatches.find((match) => match === value) ?? "all";
}
