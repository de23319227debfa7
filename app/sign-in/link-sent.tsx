"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";

type LinkSentProps = { email: string; inboxUrl: string | undefined; onBack: () => void };

/** What to do now that the link is on its way; says the same for unknown addresses. */
export function LinkSent({ email, inboxUrl, onBack }: LinkSentProps) {
  const t = useTranslations("auth");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex flex-col gap-4">
      <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold">
        {t("sent.title")}
      </h2>
      <p>{t("sent.body", { email })}</p>
      {inboxUrl !== undefined && (
        <>
          <p className="text-muted">{t("sent.local")}</p>
          <LinkButton href={inboxUrl} variant="primary">
            {t("sent.inbox")}
          </LinkButton>
        </>
      )}
      <Button variant="quiet" onPress={onBack}>
        {t("sent.other")}
      </Button>
    </div>
  );
}
