import { ChevronRight, CircleAlert, type LucideIcon, TriangleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import Link from "next/link";
import { cx } from "@/components/ui/class-names";
import { Section } from "@/components/ui/section";
import type { Attention } from "@/lib/attention";
import { hasRole, type UserRole } from "@/lib/domain/user-role";

const bad = { Icon: CircleAlert, style: "text-bad" };
const warn = { Icon: TriangleAlert, style: "text-warn" };

const looks: Record<Attention["kind"], { Icon: LucideIcon; style: string }> = {
  account_stopped: bad,
  account_probation: warn,
  sandbox: warn,
  runner_silent: bad,
  campaign_stopped: bad,
  schedule_missed: bad,
  audience_grew: warn,
  over_limit: warn,
  launch_failed: bad,
  campaign_health: warn,
  domain_health: warn,
  in_doubt: warn,
  not_sent: warn,
  sender_unverified: warn,
  import_open: warn,
  import_failed: bad,
};

/** What goes no further without a person: what is, then what to do, and the way there. */
export function AttentionList({ items, role }: { items: Attention[]; role: UserRole }) {
  const t = useTranslations("overview.attention");
  // Only those who may import can go on with a file.
  const shown = items.filter(({ kind }) => kind !== "import_open" || hasRole(role, "marketer"));
  if (shown.length === 0) return null;
  return (
    <Section title={t("title")}>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {shown.map((item) => {
          const { Icon, style } = looks[item.kind];
          const href = hrefOf(item, role);
          return (
            <li
              key={keyOf(item)}
              className={cx(
                "relative flex items-start gap-3 px-4 py-3",
                href !== undefined && "hover:bg-hover/50",
              )}
            >
              <Icon aria-hidden className={cx("mt-0.75 size-4 shrink-0", style)} />
              {href === undefined ? (
                <p>
                  <Words item={item} />
                </p>
              ) : (
                <>
                  <Link
                    href={href}
                    className="min-w-0 grow rounded-sm before:absolute before:inset-0"
                  >
                    <Words item={item} />
                  </Link>
                  <ChevronRight aria-hidden className="mt-0.75 size-4 shrink-0 text-muted" />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Words({ item }: { item: Attention }) {
  const t = useTranslations("overview.attention");
  const format = useFormatter();
  const percent = (share: number) =>
    format.number(share, { style: "percent", maximumFractionDigits: 2 });
  switch (item.kind) {
    case "account_stopped":
    case "account_probation":
    case "sandbox":
    case "runner_silent":
      return t(item.kind);
    case "campaign_stopped":
    case "schedule_missed":
    case "audience_grew":
    case "over_limit":
    case "launch_failed":
      return t(item.kind, { name: item.name || t("unnamed") });
    case "campaign_health":
      return t(`campaign_health.${item.measure}`, {
        name: item.name || t("unnamed"),
        share: percent(item.share),
      });
    case "domain_health":
      return t(`domain_health.${item.measure}`, {
        domain: item.domain,
        share: percent(item.share),
      });
    case "in_doubt":
    case "not_sent":
      return t(item.kind, { name: item.name || t("unnamed"), count: item.count });
    case "sender_unverified":
      return t("sender_unverified", { email: item.email });
    case "import_open":
    case "import_failed":
      return t(item.kind, { fileName: item.fileName });
  }
}

/** Undefined where this role would only be turned away. */
function hrefOf(item: Attention, role: UserRole): string | undefined {
  switch (item.kind) {
    case "account_stopped":
    case "account_probation":
    case "sandbox":
    case "sender_unverified":
      return hasRole(role, "marketer") ? "/settings/senders" : undefined;
    case "runner_silent":
      return hasRole(role, "admin") ? "/settings/system" : undefined;
    case "campaign_stopped":
    case "launch_failed":
    case "campaign_health":
      return `/campaigns/${item.id}/report`;
    case "schedule_missed":
    case "audience_grew":
    case "over_limit":
      return `/campaigns/${item.id}/review`;
    case "domain_health":
      return "/delivery";
    case "in_doubt":
      return `/delivery/in-doubt?campaign=${item.id}`;
    case "not_sent":
      return `/delivery/failures?campaign=${item.id}`;
    case "import_open":
    case "import_failed":
      return `/audience/imports/${item.id}`;
  }
}

function keyOf(item: Attention): string {
  if ("id" in item) return `${item.kind}:${item.id}`;
  if ("domain" in item) return `${item.kind}:${item.domain}`;
  return "email" in item ? `${item.kind}:${item.email}` : item.kind;
}
