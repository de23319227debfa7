import { Users } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound, redirect } from "next/navigation";
import * as z from "zod";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { RowLink, Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { audienceParts, listAudience } from "@/lib/campaign-audience";
import { compileCampaign } from "@/lib/campaign-content";
import { defineCampaignAudience } from "@/lib/campaign-review";
import { findCampaign } from "@/lib/campaigns";
import { maskEmail } from "@/lib/domain/mask";
import { parseId } from "@/lib/domain/parse-id";
import { hasRole } from "@/lib/domain/user-role";
import { requireUser } from "@/lib/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaigns.people"))("title") };
}

const search = z.object({
  part: z.enum(audienceParts).catch("will_get"),
  after: z.coerce.number().int().positive().optional().catch(undefined),
});

type PeoplePageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The list behind one number of the review. */
export default async function PeoplePage({ params, searchParams }: PeoplePageProps) {
  const user = await requireUser();
  const id = parseId((await params).id);
  const campaign = id === undefined ? undefined : await findCampaign(id);
  if (!campaign) notFound();
  const isPlanned = campaign.status === "draft" || campaign.status === "scheduled";
  if (!isPlanned) redirect(`/campaigns/${campaign.id}/report`);
  const { part, after } = search.parse(await searchParams);
  const definition = await defineCampaignAudience(campaign, await compileCampaign(campaign));
  const { people, next } = await listAudience(definition, { part, after });
  const t = await getTranslations("campaigns");
  const title = t(`reasons.${part}`);
  const seesAddresses = hasRole(user.role, "marketer");
  const base = `/campaigns/${campaign.id}/review`;
  return (
    <Page>
      <PageHeader
        back={{ href: base, label: `${campaign.name || t("untitled")} · ${t("people.back")}` }}
        title={title}
        description={`${t("people.now")}${seesAddresses ? "" : ` ${t("people.masked")}`}`}
      />
      {people.length === 0 ? (
        <EmptyState icon={<Users />} title={t("people.emptyTitle")} body={t("people.emptyBody")} />
      ) : (
        <Table label={t("people.caption", { title })}>
          <Thead>
            <tr>
              <Th>{t("people.name")}</Th>
              <Th>{t("people.email")}</Th>
              <Th>{t("people.why")}</Th>
            </tr>
          </Thead>
          <Tbody>
            {people.map((person) => (
              <Tr key={person.contactId}>
                <Td>
                  <RowLink href={`/audience/contacts/${person.contactId}`}>
                    {person.name || t("people.noName")}
                  </RowLink>
                </Td>
                <Td>{seesAddresses ? person.email : maskEmail(person.email)}</Td>
                <Td>
                  {person.suppression !== null && t(`suppression.${person.suppression}`)}
                  {person.missing.length > 0 &&
                    t("people.missing", { fields: person.missing.join(", ") })}
                  {person.suppression === null && person.missing.length === 0 && title}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
      <Pager
        previous={after === undefined ? undefined : `${base}/people?part=${part}`}
        next={next === undefined ? undefined : `${base}/people?part=${part}&after=${next}`}
      />
    </Page>
  );
}
