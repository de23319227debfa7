import "server-only";
import { randomBytes } from "node:crypto";
import { unstable_rethrow } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type * as z from "zod";
import type { UserRole } from "@/db/schema/users";
import type { ActionState, FormAction } from "@/lib/domain/action-state";
import { formInput, keptValues } from "@/lib/domain/form-data";
import { fieldOf, type IssueWords, wordsOf } from "@/lib/domain/form-issue";
import { hasRole } from "@/lib/domain/user-role";
import { log } from "@/lib/log";
import { findSessionUser, type SessionUser } from "@/lib/session";

/** What an action answers: sentences in the reader's language, or nothing when all went well. */
export type ActionResult = {
  ok: boolean;
  message?: string | undefined;
  fields?: Record<string, string> | undefined;
  data?: unknown;
} | void;

type Words = (words: IssueWords) => string;

/**
 * A server action for signed-in people: checks session and role, parses the form, answers in words.
 * Next itself refuses posts from other origins.
 */
export function action<Schema extends z.ZodType>(
  options: { role: UserRole; input: Schema },
  run: (input: z.output<Schema>, context: { user: SessionUser }) => Promise<ActionResult>,
): FormAction {
  return (_previous, form) =>
    answer(form, async (words) => {
      const user = await findSessionUser();
      if (!user) return { ok: false, message: words({ key: "signedOut", values: {} }) };
      if (!hasRole(user.role, options.role)) {
        const values = { role: options.role };
        return { ok: false, message: words({ key: "forbidden", values }) };
      }
      return parseAndRun(options.input, form, words, (input) => run(input, { user }));
    });
}

/** A server action that needs no session; the reason says why that is right. */
export function publicAction<Schema extends z.ZodType>(
  _reason: string,
  options: { input: Schema },
  run: (input: z.output<Schema>) => Promise<ActionResult>,
): FormAction {
  return (_previous, form) => answer(form, (words) => parseAndRun(options.input, form, words, run));
}

/** Keeps what was typed unless all went well; a failure nobody foresaw gets a number, not a crash. */
async function answer(
  form: FormData,
  run: (words: Words) => Promise<ActionResult>,
): Promise<ActionState> {
  const words = await findWords();
  try {
    const { ok, message, fields, data } = (await run(words)) ?? { ok: true };
    return {
      ok,
      ...(message !== undefined && { message }),
      ...(fields && { fields }),
      ...(data !== undefined && { data }),
      ...(!ok && { values: keptValues(form) }),
    };
  } catch (error) {
    unstable_rethrow(error); // redirect() and notFound() are thrown
    const reference = randomBytes(4).toString("hex");
    log.error({ err: error, reference }, "an action failed");
    const message = words({ key: "unexpected", values: { reference } });
    return { ok: false, message, values: keptValues(form) };
  }
}

async function parseAndRun<Schema extends z.ZodType>(
  schema: Schema,
  form: FormData,
  words: Words,
  run: (input: z.output<Schema>) => Promise<ActionResult>,
): Promise<ActionResult> {
  const parsed = await schema.safeParseAsync(formInput(form, schema), { reportInput: true });
  if (parsed.success) return run(parsed.data);
  const fields: Record<string, string> = {};
  let message: string | undefined;
  for (const issue of parsed.error.issues) {
    const sentence = words({ ...wordsOf(issue), own: issue.message });
    const field = fieldOf(issue);
    if (field === undefined) message ??= sentence;
    else fields[field] ??= sentence;
  }
  return { ok: false, fields, message };
}

/**
 * Sentences by key. A schema may name its own: `.min(10, "passwordTooShort")` is a key of
 * `validation`, `.refine(…, "imports.pickTopic")` one of any other namespace.
 */
async function findWords(): Promise<Words> {
  const translate = await getTranslations();
  // The keys come from schemas at run time, where the compiler cannot check them; has() does.
  const t = translate as unknown as {
    (key: string, values: IssueWords["values"]): string;
    has(key: string): boolean;
  };
  return ({ own, key, values }) => {
    const candidates = own === undefined ? [] : [`validation.${own}`, own];
    const chosen = candidates.find((candidate) => t.has(candidate)) ?? `validation.${key}`;
    return t(chosen, values);
  };
}
