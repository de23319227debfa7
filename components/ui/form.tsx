"use client";

import {
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useEffectEvent,
  useRef,
} from "react";
import type { ActionState, FormAction } from "@/lib/domain/action-state";
import { cx } from "./class-names";
import { FormContext } from "./form-context";

type FormProps = {
  action: FormAction;
  /** A function gets the last answer; fields and FormMessage find it by themselves. */
  children: ReactNode | ((state: ActionState, isPending: boolean) => ReactNode);
  /** Called once with each answer that came back (redirects never come back). */
  onAnswer?: (state: NonNullable<ActionState>) => void;
  /** A submit will follow by itself in a moment: nothing else is sent until then. */
  isDue?: boolean;
  className?: string;
  id?: string;
  "aria-label"?: string;
};

/**
 * A native form over a server action. With JavaScript the submit goes through a transition and not
 * through React's form action, because that one empties the fields afterwards, errors or not.
 */
export function Form({ action, children, onAnswer, isDue = false, className, ...rest }: FormProps) {
  const [state, dispatch, isSending] = useActionState(action, undefined);
  const isPending = isSending || isDue;
  const form = useRef<HTMLFormElement>(null);
  const isMissed = useRef(false);
  const settle = useEffectEvent((answer: NonNullable<ActionState>) => {
    if (!answer.ok && answer.fields) focusFirstError(form.current);
    onAnswer?.(answer);
  });

  useEffect(() => {
    if (state !== undefined) settle(state);
  }, [state]);

  useEffect(() => {
    if (isSending || !isMissed.current) return;
    isMissed.current = false;
    form.current?.requestSubmit();
  }, [isSending]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isSending) {
      // A second press while the first is under way changes nothing. But what sends itself does so
      // because something changed since: it is sent afterwards.
      isMissed.current ||= isDue;
      return;
    }
    const { submitter } = event.nativeEvent as SubmitEvent; // React types every submit as a plain Event
    const data = new FormData(event.currentTarget, submitter);
    startTransition(() => dispatch(data));
  }

  return (
    <FormContext value={{ state, isPending }}>
      <form
        {...rest}
        ref={form}
        action={dispatch}
        onSubmit={submit}
        noValidate
        aria-busy={isPending}
        className={cx("flex flex-col gap-5", className)}
      >
        {typeof children === "function" ? children(state, isPending) : children}
      </form>
    </FormContext>
  );
}

const focusable =
  'input:not([type="hidden"]):not([tabindex="-1"]):not([hidden]), textarea, button, [role="spinbutton"], [tabindex="0"]';

function focusFirstError(form: HTMLFormElement | null) {
  const field = form?.querySelector("[data-error]");
  const control = field?.matches(focusable) ? field : field?.querySelector(focusable);
  if (control instanceof HTMLElement) control.focus();
}
