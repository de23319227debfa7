"use client";

import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { toast as show, Toaster as Sonner } from "sonner";

type ToastOptions = {
  tone?: "good" | "bad" | "neutral";
  description?: string;
  /** One thing to do about it, mostly "undo". */
  action?: { label: string; onPress: () => void };
};

const icons = {
  good: <CircleCheck className="size-4 text-good" aria-hidden />,
  bad: <TriangleAlert className="size-4 text-bad" aria-hidden />,
  neutral: <Info className="size-4 text-muted" aria-hidden />,
};

/** Says shortly what just happened. Errors belong beside their cause, not here. */
export function toast(message: string, { tone = "good", description, action }: ToastOptions = {}) {
  show(message, {
    icon: icons[tone],
    ...(description === undefined ? {} : { description }),
    ...(action === undefined ? {} : { action: { label: action.label, onClick: action.onPress } }),
    duration: action === undefined && tone !== "bad" ? 4000 : 10_000,
  });
}

/** Mounted once, in the root layout. */
export function Toaster() {
  const t = useTranslations("ui");
  return (
    <Sonner
      position="bottom-right"
      containerAriaLabel={t("notifications")}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-3 rounded-lg border border-line bg-raised p-3 text-base text-ink shadow-float",
          icon: "mt-0.5 shrink-0",
          content: "grow",
          title: "font-medium",
          description: "text-sm text-muted",
          actionButton:
            "shrink-0 rounded-md px-2 py-0.5 font-medium text-accent-ink hover:bg-hover",
        },
      }}
    />
  );
}
