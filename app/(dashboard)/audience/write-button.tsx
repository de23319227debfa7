import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { LinkButton } from "@/components/ui/link-button";
import type { SegmentRule } from "@/lib/domain/segment-rule";
import { countReach } from "@/lib/reach";

type WriteButtonProps = {
  /** Where a campaign to these people begins. */
  href: string;
  rule: SegmentRule;
  /** undefined: the topic that a new campaign proposes. */
  topicId?: number | undefined;
  isPrimary?: boolean;
};

/**
 * Starts a campaign to these people, and says how many of them it would reach: as many as its review
 * will say. The count reads everybody, so the button is there before it.
 */
export async function WriteButton(props: WriteButtonProps) {
  const { href, isPrimary = false } = props;
  const t = await getTranslations("person.reach");
  return (
    <Suspense
      fallback={
        <LinkButton href={href} variant={isPrimary ? "primary" : "secondary"}>
          {t("counting")}
        </LinkButton>
      }
    >
      <Counted {...props} />
    </Suspense>
  );
}

async function Counted({ href, rule, topicId, isPrimary = false }: WriteButtonProps) {
  const [t, reach] = await Promise.all([
    getTranslations("person.reach"),
    countReach(rule, { topicId }),
  ]);
  const words =
    reach === undefined
      ? t("counting")
      : reach.willGet === reach.people
        ? t("all", { people: reach.people })
        : t("some", reach);
  return (
    <LinkButton href={href} variant={isPrimary ? "primary" : "secondary"}>
      {words}
    </LinkButton>
  );
}
