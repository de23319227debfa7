import { Users } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { formatCursor, parseCursor } from "@/lib/domain/list-cursor";
import { getOrganization } from "@/lib/organization";
import { doubtRule } from "@/lib/reports/doubts";
import { readClock } from "@/lib/reports/failures";
import {
  countOpenRecipients,
  listOpenRecipients,
  type OpenState,
} from "@/lib/reports/open-recipients";
import { ExportDialog } from "./export-dialog";
import { PeopleTable } from "./people-table";
import { personRows } from "./person-rows";
import { readScope } from "./read-scope";
import { ScopeLine } from "./scope-line";

const places = {
  failed: { base: "/delivery/failures", back: "backFailures" },
  in_doubt: { base: "/delivery/in-doubt", back: "backDoubts" },
} as const;

type PeoplePageProps = {
  state: OpenState;
  search: Record<string, string | string[] | undefined>;
  /** May read addresses and decide. */
  canDecide: boolean;
};

/** The people behind a number of the two pages above, the newest first. */
export async function PeoplePage({ state, search, canDecide }: PeoplePageProps) {
  const { campaignId, campaign, cause } = await readScope(search);
  const after = parseCursor(search["after"]);
  const asOf = await readClock();
  const scope = { campaignId, cause, asOf };
  const [t, { recipients, next }, people, { timeZone }] = await Promise.all([
    getTranslations("delivery"),
    listOpenRecipients(state, scope, { after }),
    countOpenRecipients(state, scope),
    getOrganization(),
  ]);
  const rows = await personRows(recipients, {
    state,
    isMasked: !canDecide,
    timeZone,
    hasOneCause: cause !== undefined,
  });
  const { base, back } = places[state];
  const kept = {
    ...(cause && { cause }),
    ...(campaignId !== undefined && { campaign: String(campaignId) }),
  };
  const href = (extra: Record<string, string>) =>
    `${base}/people?${new URLSearchParams({ ...kept, ...extra })}`;
  const everyone = t(state === "failed" ? "people.everyCause" : "doubts.title");
  return (
    <Page>
      <PageHeader
        title={cause ? t(`causes.${cause}.title`) : everyone}
        back={{
          href: campaignId === undefined ? base : `${base}?campaign=${campaignId}`,
          label: t(`people.${back}`),
        }}
        actions={
          canDecide && people > 0 && <ExportDialog count={people} fields={{ state, ...kept }} />
        }
      />
      <ScopeLine campaign={campaign} base={cause ? `${base}/people?cause=${cause}` : base} />
      {rows.length === 0 ? (
        <EmptyState
          icon={<Users aria-hidden />}
          title={t("people.emptyTitle")}
          body={t("people.emptyBody")}
        />
      ) : (
        <PeopleTable
          state={state}
          rows={rows}
          asOf={asOf}
          timeZone={timeZone}
          canDecide={canDecide}
          hasCampaigns={campaignId === undefined}
          quietMinutes={Math.ceil(doubtRule.quietSeconds / 60)}
        />
      )}
      <Pager
        previous={after === undefined ? undefined : href({})}
        next={next && href({ after: formatCursor(next) })}
      >
        {t("people.count", { n: people })}
      </Pager>
    </Page>
  );
}
