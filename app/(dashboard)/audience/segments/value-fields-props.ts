import type { SegmentChoices } from "@/lib/domain/segment-choices";
import type { DraftCondition } from "@/lib/domain/segment-draft";
import type { FieldKind } from "@/lib/domain/segment-fields";

/** What each condition's fields are given. */
export type ValueFieldsProps = {
  condition: DraftCondition;
  kind: FieldKind;
  choices: SegmentChoices;
  error: string | undefined;
  onChange: (change: Partial<DraftCondition>) => void;
};
