"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Tooltip,
  TooltipTrigger,
} from "react-aria-components";
import { buttonStyle, type ButtonSize, type ButtonVariant } from "./button-style";
import { cx } from "./class-names";
import { Spinner } from "./spinner";

export type ButtonProps = Omit<
  AriaButtonProps,
  "className" | "children" | "style" | "isDisabled"
> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
  children?: ReactNode;
  /** Why it cannot be pressed now. Set, it stays focusable, and says the reason when asked. */
  disabledReason?: string | undefined;
};

export function Button({ disabledReason, ...props }: ButtonProps) {
  return disabledReason === undefined ? (
    <PlainButton {...props} />
  ) : (
    <DisabledButton {...props} reason={disabledReason} />
  );
}

function PlainButton({
  variant,
  size,
  className,
  children,
  isPending = false,
  onPress,
  type = "button",
  ...rest
}: Omit<ButtonProps, "disabledReason">) {
  const t = useTranslations("ui");
  return (
    // Not react-aria's own isPending: its announcement outlives a button whose dialog closes, and
    // then names nothing. The form says it is busy, and its message says how it went.
    <AriaButton
      {...rest}
      type={isPending ? "button" : type}
      {...(isPending || onPress === undefined ? {} : { onPress })}
      className={buttonStyle(variant, size, className)}
    >
      {/* The label stays in place, unseen, so that the button keeps its width. */}
      <span className={cx("inline-flex items-center gap-2", isPending && "opacity-0")}>
        {children}
      </span>
      {isPending && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
          <span className="sr-only">{t("working")}</span>
        </span>
      )}
    </AriaButton>
  );
}

type DisabledButtonProps = Pick<
  ButtonProps,
  "variant" | "size" | "className" | "children" | "aria-label"
> & {
  reason: string;
};

/** aria-disabled instead of disabled: the keyboard reaches it, and touch gets the reason on a tap. */
function DisabledButton({
  variant,
  size,
  className,
  children,
  reason,
  "aria-label": label,
}: DisabledButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const reasonId = useId();
  return (
    <TooltipTrigger delay={100} isOpen={isOpen} onOpenChange={setOpen}>
      <AriaButton
        type="button"
        aria-describedby={reasonId}
        {...(label === undefined ? {} : { "aria-label": label })}
        ref={(element) => element?.setAttribute("aria-disabled", "true")}
        onPress={() => setOpen(true)}
        className={buttonStyle(
          variant,
          size,
          cx(
            "bg-sunken text-faint inset-ring inset-ring-line hover:bg-sunken data-pressed:bg-sunken",
            className,
          ),
        )}
      >
        {children}
        <span id={reasonId} hidden>
          {reason}
        </span>
      </AriaButton>
      <Tooltip
        offset={6}
        className="max-w-72 animate-fade-in rounded-md bg-ink px-2 py-1 text-sm text-canvas shadow-float"
      >
        {reason}
      </Tooltip>
    </TooltipTrigger>
  );
}
