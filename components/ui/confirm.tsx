"use client";

import { useTranslations } from "next-intl";
import { type ReactElement, type ReactNode, useEffect, useRef } from "react";
import type { ActionState, FormAction } from "@/lib/domain/action-state";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Form } from "./form";
import { FormMessage } from "./form-message";
import { rescueFocus } from "./lost-focus";
import { SubmitButton } from "./submit-button";
import { toast } from "./toast";

type ConfirmProps = {
  trigger?: ReactElement;
  title: string;
  /** The consequence, in numbers: "4,812 people will get this mail". */
  body: ReactNode;
  /** The verb and its object: "Send to 4,812 people", never "OK". */
  confirmLabel: string;
  action: FormAction;
  /** Hidden values that go with the action. */
  fields?: Record<string, string | number>;
  variant?: "primary" | "danger";
  /** Further inputs, such as a reason. */
  children?: ReactNode;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
};

/** Asks once, by consequence; a refusal of the server is shown in place. */
export function Confirm({
  title,
  body,
  confirmLabel,
  action,
  fields = {},
  variant = "primary",
  children,
  ...steering
}: ConfirmProps) {
  const t = useTranslations("ui");
  const { ask, told } = useUntoldAnswer(action);
  return (
    <Dialog {...steering} title={title} size="small">
      {(close) => (
        <Form
          action={ask}
          onAnswer={(answer) => {
            told();
            if (!answer.ok) return;
            close();
            if (answer.message) toast(answer.message);
          }}
        >
          {(state) => (
            <>
              {Object.entries(fields).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <div className="space-y-2">{typeof body === "string" ? <p>{body}</p> : body}</div>
              {children}
              {state?.ok === false && <FormMessage />}
              <div className="flex flex-wrap justify-end gap-2 max-sm:flex-col-reverse">
                <Button onPress={close}>{t("close")}</Button>
                <SubmitButton variant={variant}>{confirmLabel}</SubmitButton>
              </div>
            </>
          )}
        </Form>
      )}
    </Dialog>
  );
}

/**
 * The answer often takes away what was asked about (the row, the card) and with it this dialog, before
 * it could show anything: then the answer is told on leaving.
 */
function useUntoldAnswer(action: FormAction) {
  const untold = useRef<ActionState>(undefined);
  const wasAsked = useRef(false);
  const isGone = useRef(false);
  function tell() {
    const { ok, message } = untold.current ?? {};
    untold.current = undefined;
    if (message) toast(message, { tone: ok ? "good" : "bad" });
  }
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      tell();
      if (wasAsked.current) rescueFocus();
    };
  }, []);
  return {
    ask: async (previous: ActionState, form: FormData) => {
      wasAsked.current = true;
      const answer = await action(previous, form);
      untold.current = answer;
      // The page that the action changed may have been shown before its answer came.
      if (isGone.current) tell();
      return answer;
    },
    told: () => {
      untold.current = undefined;
    },
  };
}
