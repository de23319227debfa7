import { CircleCheck, FileUp, Mail, MousePointerClick, Pencil } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DateTime } from "@/components/ui/date-time";
import { Pager } from "@/components/ui/pager";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { listTimeline, type TimelineEntry } from "@/lib/contact-timeline";
import { formatTimelineCursor, type TimelineCursor } from "@/lib/domain/timeline-cursor";

type TimelineProps = {
  contactId: number;
  timeZone: string;
  before: TimelineCursor | undefined;
};

const icons: Record<TimelineEntry["kind"], ReactNode> = {
  mail: <Mail />,
  event: <MousePointerClick />,
  consent: <CircleCheck />,
  import: <FileUp />,
  change: <Pencil />,
};

/** Everything that was sent to, done by and changed about a person, newest first. */
export async function Timeline({ contactId, timeZone, before }: TimelineProps) {
  const [t, { entries, next }] = await Promise.all([
    getTranslations("person.timeline"),
    listTimeline(contactId, { before }),
  ]);
  const page = `/audience/contacts/${contactId}`;
  return (
    <Section title={t("title")} description={t("description")}>
      {entries.length === 0 ? (
        <p className="text-muted">{t("empty")}</p>
      ) : (
        <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
          {entries.map((entry) => (
            <li
              key={entry.key}
              className="flex flex-wrap items-start gap-x-3 gap-y-0.5 px-4 py-2.5"
            >
              <span aria-hidden className="mt-0.75 text-muted [&>svg]:size-4">
                {icons[entry.kind]}
              </span>
              <div className="min-w-0 grow basis-60">
                <span className="sr-only">{t(`kind.${entry.kind}`)}: </span>
                <Words entry={entry} />
              </div>
              <DateTime value={entry.at} timeZone={timeZone} className="text-sm text-muted" />
            </li>
          ))}
        </ol>
      )}
      <Pager
        previous={before === undefined ? undefined : page}
        next={next && `${page}?before=${encodeURIComponent(formatTimelineCursor(next))}#timeline`}
      />
    </Section>
  );
}

const knownEvents = [
  "delivery",
  "delivery_delay",
  "bounce",
  "complaint",
  "reject",
  "open",
  "click",
  "unsubscribe",
] as const;

const knownChanges = [
  "contact.create",
  "contact.update",
  "contact.merge",
  "contact.data",
  "suppression.lift",
] as const;

async function Words({ entry }: { entry: TimelineEntry }) {
  const t = await getTranslations("person.timeline");
  const { what, name } = entry;
  switch (entry.kind) {
    case "mail":
      return <MailWords entry={entry} />;
    case "event": {
      const known = knownEvents.find((one) => one === what) ?? "other";
      return (
        <>
          {t(`event.${known}`, { name: await campaignName(name) })}
          {entry.detail !== "" && <Detail>{entry.detail}</Detail>}
        </>
      );
    }
    case "consent":
      return t(`consent.${what as "granted"}`, { name: name || t("everything") });
    case "import":
      return (
        <TextLink href={`/audience/imports/${entry.importId}`}>{t("import", { name })}</TextLink>
      );
    case "change": {
      const known = knownChanges.find((one) => one === what);
      return (
        <>
          {/* A key with a dot in it would be read as a path. */}
          {t(`change.${changeKeys[known ?? "other"]}`, { name })}
          {entry.detail !== "" && <Detail>{entry.detail}</Detail>}
        </>
      );
    }
  }
}

async function MailWords({ entry }: { entry: TimelineEntry }) {
  const [t, reports] = await Promise.all([
    getTranslations("person.timeline"),
    getTranslations("reports.skip"),
  ]);
  const { what, name, detail, campaignId, recipientId } = entry;
  return (
    <>
      <TextLink href={`/campaigns/${campaignId}/report/recipients/${recipientId}`}>
        {t(`mail.${what as "sent"}`, { name: await campaignName(name) })}
      </TextLink>
      {what === "skipped" && detail !== "" && <Detail>{reports(detail as "suppressed")}</Detail>}
    </>
  );
}

const changeKeys = {
  "contact.create": "create",
  "contact.update": "update",
  "contact.merge": "merge",
  "contact.data": "data",
  "suppression.lift": "lift",
  other: "other",
} as const;

async function campaignName(name: string): Promise<string> {
  return name || (await getTranslations("contacts.detail"))("untitled");
}

function Detail({ children }: { children: string }) {
  return <p className="text-sm break-words text-muted">{children}</p>;
}
