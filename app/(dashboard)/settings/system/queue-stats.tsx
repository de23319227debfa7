import { useFormatter, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { Stat, Stats } from "@/components/ui/stat";
import type { SystemStatus } from "@/lib/system-status";

export function QueueStats({ queues }: { queues: SystemStatus["queues"] }) {
  const t = useTranslations("settings.system");
  const format = useFormatter();
  return (
    <Section title={t("queues")} description={t("queuesHint")}>
      <Stats>
        {queues.map(({ name, waiting }) => (
          <Stat
            key={name}
            label={t(`queue.${name}`)}
            value={waiting === undefined ? t("noAnswer") : format.number(waiting)}
            tone={waiting === undefined ? "bad" : "neutral"}
          />
        ))}
      </Stats>
    </Section>
  );
}
