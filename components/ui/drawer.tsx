"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactElement, ReactNode } from "react";
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { cx } from "./class-names";

type DrawerProps = {
  trigger?: ReactElement;
  title: string;
  children: ReactNode | ((close: () => void) => ReactNode);
  side?: "left" | "right";
  /** The title is only for screen readers. */
  hidesTitle?: boolean;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
};

const sides = {
  left: "mr-auto animate-slide-in border-r max-w-72",
  right: "ml-auto animate-fade-in border-l max-w-140",
};

/** A sheet from the side: the navigation on phones, details beside a list. */
export function Drawer({
  trigger,
  title,
  children,
  side = "right",
  hidesTitle = false,
  isOpen,
  onOpenChange,
}: DrawerProps) {
  const t = useTranslations("ui");
  const steering = {
    ...(isOpen === undefined ? {} : { isOpen }),
    ...(onOpenChange === undefined ? {} : { onOpenChange }),
  };
  const overlay = (
    <ModalOverlay
      isDismissable
      {...(trigger === undefined ? steering : {})}
      className="fixed inset-0 z-50 flex animate-fade-in bg-black/45"
    >
      <Modal className={cx("h-dvh w-full border-line bg-surface shadow-float", sides[side])}>
        <Dialog className="flex h-full flex-col outline-none">
          {({ close }) => (
            <>
              <div
                className={cx(
                  "flex items-center gap-3 py-2 pr-2 pl-4",
                  !hidesTitle && "border-b border-line",
                )}
              >
                <Heading
                  slot="title"
                  className={cx("min-w-0 grow text-lg font-semibold", hidesTitle && "sr-only")}
                >
                  {title}
                </Heading>
                <Button
                  slot="close"
                  aria-label={t("close")}
                  className="ml-auto grid size-9 place-items-center rounded-md text-muted hover:bg-hover"
                >
                  <X className="size-4" aria-hidden />
                </Button>
              </div>
              <div className="min-h-0 grow overflow-y-auto">
                {typeof children === "function" ? children(close) : children}
              </div>
            </>
          )}
        </Dialog>
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
