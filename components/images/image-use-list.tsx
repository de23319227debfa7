"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { TextLink } from "@/components/ui/text-link";
import type { ImageItem, ImageUses } from "@/lib/domain/image-item";
import { askImage } from "./image-api";

/** The campaigns that show it. */
export function ImageUseList({ image }: { image: ImageItem }) {
  const t = useTranslations("images.details");
  const [uses, setUses] = useState<ImageUses>();
  const { id, state } = image;
  useEffect(() => {
    let isOver = false;
    if (state === "ready") {
      void askImage(id).then((answer) => {
        if (!isOver && answer.ok) setUses(answer.value.uses);
      });
    }
    return () => {
      isOver = true;
    };
  }, [id, state]);
  if (uses === undefined) return null;
  const others = uses.count - uses.campaigns.length;
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p className="font-medium">{t("uses")}</p>
      {uses.count === 0 ? (
        <p className="text-muted">{t("unused")}</p>
      ) : (
        <ul className="flex flex-col gap-0.5">
          {uses.campaigns.map((campaign) => (
            <li key={campaign.id} className="truncate">
              <TextLink href={`/campaigns/${campaign.id}`}>
                {campaign.name === "" ? t("untitled") : campaign.name}
              </TextLink>
            </li>
          ))}
          {others > 0 && <li className="text-muted">{t("moreUses", { count: others })}</li>}
        </ul>
      )}
    </div>
  );
}
