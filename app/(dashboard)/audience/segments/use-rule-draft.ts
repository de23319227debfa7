"use client";

import { useCallback, useState } from "react";
import {
  draftOf,
  isDraftGroup,
  type DraftCondition,
  type DraftGroup,
} from "@/lib/domain/segment-draft";
import { emptyCondition } from "@/lib/domain/segment-fields";
import type { SegmentRule } from "@/lib/domain/segment-rule";

type DraftNode = DraftCondition | DraftGroup;

export type RuleEdits = {
  change(id: string, change: Partial<DraftCondition> | Pick<DraftGroup, "match">): void;
  remove(id: string): void;
  addCondition(groupId: string): void;
  addGroup(groupId: string): void;
};

// Counted, not random: the server and the browser must give the first nodes the same names.
function createIds() {
  let n = 0;
  return () => `n${(n += 1)}`;
}

const newCondition = (id: string) => emptyCondition(id, "topic", "topic");

/** The rule while it is being written, and the ways to change it. */
export function useRuleDraft(rule: SegmentRule | undefined): [DraftGroup, RuleEdits] {
  const [newId] = useState(createIds);
  const [draft, setDraft] = useState<DraftGroup>(() =>
    rule === undefined
      ? { id: newId(), match: "all", rules: [newCondition(newId())] }
      : draftOf(rule, newId),
  );
  const append = useCallback((groupId: string, node: DraftNode) => {
    setDraft((root) =>
      mapGroups(root, (group) =>
        group.id === groupId ? { ...group, rules: [...group.rules, node] } : group,
      ),
    );
  }, []);
  return [
    draft,
    {
      change: (id, change) => setDraft((root) => changeNode(root, id, change)),
      remove: (id) =>
        setDraft((root) =>
          mapGroups(root, (group) => ({
            ...group,
            rules: group.rules.filter(
              // A group that lost its last condition goes with it.
              (node) => node.id !== id && !(isDraftGroup(node) && node.rules.length === 0),
            ),
          })),
        ),
      addCondition: (groupId) => append(groupId, newCondition(newId())),
      addGroup: (groupId) =>
        append(groupId, { id: newId(), match: "any", rules: [newCondition(newId())] }),
    },
  ];
}

/** Applies `change` to every group, the innermost first. */
function mapGroups(group: DraftGroup, change: (group: DraftGroup) => DraftGroup): DraftGroup {
  const rules = group.rules.map((node) => (isDraftGroup(node) ? mapGroups(node, change) : node));
  return change({ ...group, rules });
}

function changeNode(
  root: DraftGroup,
  id: string,
  change: Partial<DraftCondition> | Pick<DraftGroup, "match">,
): DraftGroup {
  return mapGroups(root, (group) => {
    if (group.id === id) return { ...group, ...change };
    const rules = group.rules.map((node) => (node.id === id ? { ...node, ...change } : node));
    return { ...group, rules };
  });
}
