"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { places } from "./navigation";

type ShortcutHelpProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

export function ShortcutHelp(props: ShortcutHelpProps) {
  const t = useTranslations("shell");
  return (
    <Dialog {...props} title={t("shortcuts.title")} size="small">
      <dl className="flex flex-col gap-2">
        <Row keys={[t("shortcuts.commandKey"), "K"]}>{t("shortcuts.palette")}</Row>
        <Row keys={["/"]}>{t("shortcuts.search")}</Row>
        <Row keys={["C"]}>{t("shortcuts.create")}</Row>
        <Row keys={["?"]}>{t("shortcuts.help")}</Row>
      </dl>
      <h3 className="mt-5 mb-2 text-sm font-medium text-muted">{t("shortcuts.goTo")}</h3>
      <dl className="flex flex-col gap-2">
        {places.map((place) => (
          <Row key={place.href} keys={["G", place.letter.toUpperCase()]}>
            {t(`places.${place.label}`)}
          </Row>
        ))}
      </dl>
      <p className="mt-5 text-sm text-muted">{t("shortcuts.whileTyping")}</p>
    </Dialog>
  );
}

function Row({ keys, children }: { keys: string[]; children: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-4">
      <dt>{children}</dt>
      <dd className="flex gap-1">
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  );
}
