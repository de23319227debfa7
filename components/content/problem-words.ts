import type { useTranslations } from "next-intl";
import type { ContentProblem } from "@/lib/domain/content-problem";

/** `useTranslations("content.problems")`, or the same from the server. */
type ProblemTranslator = ReturnType<typeof useTranslations<"content.problems">>;

/** A problem as a sentence that says what to do. */
export function problemWords(t: ProblemTranslator, { code, params }: ContentProblem): string {
  const nearest = params["nearest"] === "" ? "empty" : params["nearest"];
  return t(code, nearest === undefined ? params : { ...params, nearest });
}

/** The first problem of a field, errors before warnings: one sentence beside it is enough. */
export function problemOf(
  problems: readonly ContentProblem[],
  field: string,
): ContentProblem | undefined {
  const own = problems.filter((problem) => problem.field === field);
  return own.find((problem) => problem.severity === "error") ?? own[0];
}
