import type { SegmentChoices } from "@/lib/domain/segment-choices";
import type { DraftProblem } from "@/lib/domain/segment-draft";
import type { FieldKind } from "@/lib/domain/segment-fields";
import type { RuleEdits } from "./use-rule-draft";

/** What every part of the rule editor needs. */
export type RuleContext = {
  edits: RuleEdits;
  choices: SegmentChoices;
  kinds: ReadonlyMap<string, FieldKind>;
  problems: ReadonlyMap<string, DraftProblem>;
};
