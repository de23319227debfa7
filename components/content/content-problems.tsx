import { useMessages, useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { ContentProblem } from "@/lib/domain/content-problem";
import type { TemplateKey } from "@/lib/domain/template-catalog";
import { placeWords } from "./field-words";
import { problemWords } from "./problem-words";

type ContentProblemsProps = {
  problems: readonly ContentProblem[];
  templateKey: TemplateKey;
  title: string;
  lead?: string;
};

/** What must be mended and what should be looked at, each with its place. */
export function ContentProblems({ problems, templateKey, title, lead }: ContentProblemsProps) {
  const { content } = useMessages();
  const t = useTranslations("content.problems");
  const list = useTranslations("content.list");
  if (problems.length === 0) return null;
  const isBlocking = problems.some((problem) => problem.severity === "error");
  return (
    <Notice tone={isBlocking ? "bad" : "warn"} title={title}>
      {lead !== undefined && <p>{lead}</p>}
      <ul className="list-disc space-y-1 pl-5">
        {problems.map((problem) => (
          <li key={`${problem.field} ${problem.code}`}>
            <span className="font-medium">
              {placeWords(content, templateKey, problem.field, (n) => list("entry", { n }))}
            </span>
            {": "}
            {problemWords(t, problem)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
