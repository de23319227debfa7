"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactElement, ReactNode } from "react";
import {
  Button,
  Dialog as AriaDialog,
  DialogTrigger,
  Heading,
  Modal,
  ModalOverlay,
} from "react-aria-components";
import { cx } from "./class-names";

type DialogProps = {
  /** A Button; leave it out when `isOpen` is steered from outside. */
  trigger?: ReactElement;
  title: string;
  children: ReactNode | ((close: () => void) => ReactNode);
  size?: "small" | "medium" | "large";
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
};

const widths = { small: "max-w-110", medium: "max-w-150", large: "max-w-240" };

export function Dialog({
  trigger,
  title,
  children,
  size = "medium",
  isOpen,
  onOpenChange,
}: DialogProps) {
  const t = useTranslations("ui");
  const steering = {
    ...(isOpen === undefined ? {} : { isOpen }),
    ...(onOpenChange === undefined ? {} : { onOpenChange }),
  };
  const overlay = (
    <ModalOverlay
      isDismissable
      {...(trigger === undefined ? steering : {})}
      className="fixed inset-0 z-50 flex animate-fade-in items-end justify-center bg-black/45 sm:items-center sm:p-6"
    >
      <Modal
        className={cx(
          "flex max-h-[92dvh] w-full animate-rise-in rounded-t-lg border border-line bg-surface shadow-float sm:rounded-lg",
          widths[size],
        )}
      >
        <AriaDialog className="flex min-h-0 w-full flex-col outline-none">
          {({ close }) => (
            <>
              <div className="flex items-center gap-3 border-b border-line py-2 pr-2 pl-5">
                <Heading slot="title" className="min-w-0 grow text-lg font-semibold">
                  {title}
                </Heading>
                <Button
                  slot="close"
                  aria-label={t("close")}
                  className="grid size-9 place-items-center rounded-md text-muted hover:bg-hover"
                >
                  <X className="size-4" aria-hidden />
                </Button>
              </div>
              <div className="overflow-y-auto p-5">
                {typeof children === "function" ? children(close) : children}
              </div>
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
  if (trigger === undefined) return overlay;
  return (
    <DialogTrigger {...steering}>
      {trigger}
      {overlay}
    </DialogTrigger>
  );
}
