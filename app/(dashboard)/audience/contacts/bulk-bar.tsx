"use client";

import { ChevronUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import * as z from "zod";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { type Bulk, type BulkChoice, BulkDialog } from "./bulk-dialog";
import { countMatching } from "./bulk-actions";

/** As countMatching answers: how many, and the newest of them. */
const foundSchema = z.object({ count: z.number(), maxContactId: z.number() });
type Found = z.infer<typeof foundSchema>;

type BulkBarProps = {
  bulk: Bulk;
  ids: number[];
  isAll: boolean;
  onAll: (() => void) | undefined;
  onClear: () => void;
};

/** What can be done with the chosen ones, over the end of the page. */
export function BulkBar({ bulk, ids, isAll, onAll, onClear }: BulkBarProps) {
  const t = useTranslations("contacts");
  const [deed, setDeed] = useState<BulkChoice>();
  const [found, setFound] = useState<Found>();
  const [isCounting, setIsCounting] = useState(false);
  const count = isAll ? found?.count : ids.length;
  const words =
    count === undefined ? t("bulk.counting") : t(isAll ? "bulk.all" : "list.selected", { count });
  const kinds = [
    "subscribe",
    "unsubscribe",
    "suppress",
    "save_segment",
    ...(bulk.segments.length > 0 ? (["add_to_segment"] as const) : []),
    ...(bulk.properties.length > 0 ? (["set_property"] as const) : []),
    "delete",
  ] as const;
  async function chooseAll() {
    onAll?.();
    setIsCounting(true);
    const asked = new FormData();
    asked.set("filter", JSON.stringify(bulk.filter));
    const answer = await countMatching(undefined, asked);
    setIsCounting(false);
    const counted = foundSchema.safeParse(answer?.data);
    if (counted.success) setFound(counted.data);
    else onClear();
  }
  return (
    <section
      aria-label={words}
      aria-live="polite"
      data-bottom-bar
      className="sticky bottom-4 z-20 flex flex-wrap items-center gap-3 rounded-lg border border-line bg-raised px-4 py-2 shadow-float"
    >
      <span className="font-medium tabular-nums max-sm:basis-full">{words}</span>
      {onAll !== undefined && !isAll && (
        <Button variant="quiet" onPress={() => void chooseAll()}>
          {t("bulk.chooseAll")}
        </Button>
      )}
      <span className="grow max-sm:hidden" />
      <Button variant="quiet" onPress={onClear}>
        {t("list.unselect")}
      </Button>
      <Menu
        label={t("bulk.menu")}
        trigger={
          <Button
            variant="primary"
            className="max-sm:grow"
            {...(isCounting && { disabledReason: t("bulk.counting") })}
          >
            {t("bulk.menu")}
            <ChevronUp aria-hidden />
          </Button>
        }
        items={kinds.map((kind) => ({
          id: kind,
          label: t(`bulk.deed.${kind}`),
          onAction: () => setDeed(kind),
          ...(kind === "delete" && { tone: "bad" as const }),
        }))}
      />
      {deed !== undefined && count !== undefined && (
        <BulkDialog
          key={deed}
          kind={deed}
          bulk={bulk}
          count={count}
          ids={isAll ? undefined : ids}
          maxContactId={found?.maxContactId}
          onClose={() => setDeed(undefined)}
        />
      )}
    </section>
  );
}
