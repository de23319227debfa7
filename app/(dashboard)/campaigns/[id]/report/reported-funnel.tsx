import { useFormatter, useTranslations } from "next-intl";
import { Funnel } from "@/components/ui/funnel";
import { Stat, Stats } from "@/components/ui/stat";
import { TextLink } from "@/components/ui/text-link";
import type { Reported } from "@/lib/reports/report";

/** What mailbox providers and readers reported; every rate says of what. */
export function ReportedFunnel({ reported, base }: { reported: Reported; base: string }) {
  const t = useTranslations("reports.reported");
  const format = useFormatter();
  const list = (filter: string) => `${base}/recipients?show=${filter}`;
  const share = (part: number, whole: number) =>
    format.number(whole === 0 ? 0 : part / whole, { style: "percent", maximumFractionDigits: 2 });
  return (
    <>
      <Funnel
        steps={[
          { label: t("sent"), value: reported.sent, href: list("sent"), tone: "accent" },
          {
            label: t("delivered"),
            value: reported.delivered,
            href: list("delivered"),
            tone: "good",
            hint: t("ofSent", { share: share(reported.delivered, reported.sent) }),
          },
          {
            label: t("opened"),
            value: reported.opened,
            href: list("opened"),
            hint: t("openedHint", { share: share(reported.opened, reported.delivered) }),
          },
          {
            label: t("clicked"),
            value: reported.clicked,
            href: list("clicked"),
            hint: t("ofDelivered", { share: share(reported.clicked, reported.delivered) }),
          },
        ]}
      />
      <Stats>
        <Stat
          label={<TextLink href={list("bounced")}>{t("bounced")}</TextLink>}
          value={format.number(reported.bounced)}
          hint={t("bouncedHint", {
            share: share(reported.bounced, reported.sent),
            permanent: reported.bouncedPermanently,
          })}
          tone={reported.bounced > 0 ? "warn" : "neutral"}
        />
        <Stat
          label={<TextLink href={list("complained")}>{t("complained")}</TextLink>}
          value={format.number(reported.complained)}
          hint={t("complainedHint", { share: share(reported.complained, reported.delivered) })}
          tone={reported.complained > 0 ? "bad" : "neutral"}
        />
        <Stat
          label={<TextLink href={list("unsubscribed")}>{t("unsubscribed")}</TextLink>}
          value={format.number(reported.unsubscribed)}
          hint={t("ofDelivered", { share: share(reported.unsubscribed, reported.delivered) })}
        />
        <Stat
          label={<TextLink href={list("unreported")}>{t("unreported")}</TextLink>}
          value={format.number(reported.unreported)}
          hint={t("unreportedHint")}
        />
        {reported.rejected > 0 && (
          <Stat
            label={<TextLink href={list("rejected")}>{t("rejected")}</TextLink>}
            value={format.number(reported.rejected)}
            hint={t("rejectedHint")}
            tone="bad"
          />
        )}
      </Stats>
    </>
  );
}
