"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { problemWords } from "@/components/content/problem-words";
import type { ContentProblem } from "@/lib/domain/content-problem";
import { useSurroundings } from "./composer-context";
import { useBlockWords } from "./use-block-words";
import { useEditing } from "./use-editing";

/** What the check found in the blocks; each leads to where it is mended. */
export function ProblemList({ onGo }: { onGo: (place: string) => void }) {
  const t = useTranslations("composer.problems");
  const words = useTranslations("content.problems");
  const { problems } = useSurroundings();
  const { nameOf, fieldWords } = useBlockWords();
  const { find } = useEditing();
  const own = problems.flatMap((problem) => {
    const [id = "", name, , inner] = problem.field.split(".");
    const block = find(id);
    if (!block) return [];
    const isField = name !== undefined && name !== "when";
    const path = inner === undefined ? [name ?? ""] : [name ?? "", inner];
    const field = isField ? fieldWords(block.type, path).label : "";
    return [{ problem, place: [nameOf(block.type), field].filter(Boolean).join(" · ") }];
  });
  if (own.length === 0) return null;
  return (
    <details className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad-ink" open>
      <summary className="font-medium">{t("title", { count: own.length })}</summary>
      <ul className="flex flex-col gap-1 pt-1.5">
        {own.map(({ problem, place }) => (
          <li key={keyOf(problem)}>
            <button
              type="button"
              onClick={() => onGo(problem.field)}
              className="flex items-start gap-1.5 text-left underline-offset-2 hover:underline"
            >
              <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
              {t("go", { place, problem: problemWords(words, problem) })}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function keyOf({ field, code, params }: ContentProblem): string {
  return JSON.stringify([field, code, params]);
}
