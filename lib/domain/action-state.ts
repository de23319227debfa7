/**
 * What a server action answers to its form: undefined before the first submit.
 * `fields` are errors by field name, `values` what was typed, so that a form rendered anew keeps it.
 */
export type ActionState =
  | {
      ok: boolean;
      message?: string;
      fields?: Record<string, string>;
      values?: Record<string, string | string[]>;
      data?: unknown;
    }
  | undefined;

/** A server action as `useActionState` takes it; `action()` of lib/action.ts makes one. */
export type FormAction = (previous: ActionState, form: FormData) => Promise<ActionState>;
