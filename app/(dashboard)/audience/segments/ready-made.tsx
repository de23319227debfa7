"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition, useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { readySegments, type ReadySegment } from "@/lib/domain/ready-segments";
import { createReady } from "./actions";

/** Segments that nearly everybody wants: one press makes one and opens it. */
export function ReadyMade() {
  const t = useTranslations("segments.ready");
  const [making, setMaking] = useState<ReadySegment>();

  function make(ready: ReadySegment) {
    setMaking(ready);
    startTransition(async () => {
      const form = new FormData();
      form.set("ready", ready);
      const answer = await createReady(undefined, form); // goes to the new one, unless it is refused
      setMaking(undefined);
      if (answer?.message) toast(answer.message, { tone: "bad" });
    });
  }

  return (
    <section className="flex flex-col gap-3" aria-labelledby="ready-made">
      <div>
        <h2 id="ready-made" className="font-medium">
          {t("title")}
        </h2>
        <p className="text-sm text-muted">{t("body")}</p>
      </div>
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {readySegments.map((ready) => (
          <li
            key={ready}
            className="flex items-start justify-between gap-3 rounded-lg border border-line bg-surface p-3"
          >
            <div className="min-w-0">
              <p className="font-medium">{t(ready)}</p>
              <p className="text-sm text-muted">{t(`${ready}Hint`)}</p>
            </div>
            <Button
              size="small"
              aria-label={t("make", { name: t(ready) })}
              isPending={making === ready}
              onPress={() => make(ready)}
            >
              <Plus aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
