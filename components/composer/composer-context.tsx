"use client";

import { createContext, useContext } from "react";
import type { MergeFieldChoice } from "@/components/content/merge-tag-menu";
import type { CanvasFrame } from "@/emails/blocks/mail-canvas";
import type { ContentProblem } from "@/lib/domain/content-problem";

/** A field of contacts that a block's condition can ask for. */
export type ConditionChoice = MergeFieldChoice & {
  /** What can be chosen, where the property has a list of values. */
  options?: readonly { id: string; label: string }[] | undefined;
};

export type ComposerSurroundings = {
  frame: CanvasFrame;
  /** Where the sample pictures are served. */
  pictures: string;
  mergeFields: readonly MergeFieldChoice[];
  conditionFields: readonly ConditionChoice[];
  /** What the server found; the place of each begins with its block's id. */
  problems: readonly ContentProblem[];
};

const Surroundings = createContext<ComposerSurroundings | undefined>(undefined);

export const ComposerProvider = Surroundings.Provider;

export function useSurroundings(): ComposerSurroundings {
  const surroundings = useContext(Surroundings);
  if (!surroundings) throw new Error("This stands inside the composer.");
  return surroundings;
}
