import type * as z from "zod";

/** The sentence for an issue: a key of the `validation` messages, a schema's own key, and values. */
export type IssueWords = { key: string; own?: string; values: Record<string, string | number> };

type Issue = z.core.$ZodIssue;

/** The field an issue belongs to: nested paths belong to the form field they came in with. */
export function fieldOf(issue: Issue): string | undefined {
  const [first] = issue.path;
  return first === undefined ? undefined : String(first);
}

/** The words of the house for zod's issues. An own message is a key and comes first (see action.ts). */
export function wordsOf(issue: Issue): IssueWords {
  switch (issue.code) {
    case "invalid_type":
      return isMissing(issue) ? plain("required") : plain(typeKeys[issue.expected] ?? "invalid");
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_format":
      return plain(formatKeys[issue.format] ?? "invalid");
    case "invalid_value":
      return plain("choose");
    case "not_multiple_of":
      return plain("wholeNumber");
    case "invalid_union":
    case "unrecognized_keys":
    case "invalid_key":
    case "invalid_element":
    case "custom":
      return plain("invalid");
  }
}

const typeKeys: Partial<Record<string, string>> = {
  number: "number",
  int: "wholeNumber",
  date: "date",
};
const formatKeys: Partial<Record<string, string>> = {
  email: "email",
  url: "url",
  date: "date",
  datetime: "date",
};

function plain(key: string): IssueWords {
  return { key, values: {} };
}

function isMissing(issue: Issue): boolean {
  return issue.input === undefined || issue.input === null || issue.input === "";
}

function tooSmall(issue: z.core.$ZodIssueTooSmall): IssueWords {
  const minimum = Number(issue.minimum);
  if (issue.origin === "string") {
    return minimum === 1 ? plain("required") : { key: "tooShort", values: { minimum } };
  }
  if (issue.origin === "array" || issue.origin === "set") {
    return minimum === 1 ? plain("chooseOne") : { key: "chooseAtLeast", values: { minimum } };
  }
  if (issue.origin === "date") return plain("tooEarly");
  return { key: "tooLow", values: { minimum } };
}

function tooBig(issue: z.core.$ZodIssueTooBig): IssueWords {
  const maximum = Number(issue.maximum);
  if (issue.origin === "string") return { key: "tooLong", values: { maximum } };
  if (issue.origin === "array" || issue.origin === "set") {
    return { key: "chooseAtMost", values: { maximum } };
  }
  if (issue.origin === "file") return { key: "fileTooBig", values: { maximum } };
  if (issue.origin === "date") return plain("tooLate");
  return { key: "tooHigh", values: { maximum } };
}
