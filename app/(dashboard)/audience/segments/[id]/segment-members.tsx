import { Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { RowLink, Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { maskEmail } from "@/lib/domain/mask";
import type { SegmentMember } from "@/lib/segment-members";
import { RemoveMember } from "./remove-member";
import { SegmentName } from "./segment-name";

type SegmentMembersProps = {
  segment: { id: number; name: string };
  count: number;
  listed: { members: SegmentMember[]; next: number | undefined };
  isFirstPage: boolean;
  canEdit: boolean;
  timeZone: string;
};

/** The people of a static segment, each of whom can be taken out. */
export function SegmentMembers(props: SegmentMembersProps) {
  const { segment, count, listed, isFirstPage, canEdit, timeZone } = props;
  const t = useTranslations("segments");
  const base = `/audience/segments/${segment.id}`;
  return (
    <>
      <p className="text-muted">{t("staticHint")}</p>
      {canEdit && <SegmentName segment={segment} />}
      {listed.members.length === 0 ? (
        <EmptyState icon={<Users />} title={t("noMembersTitle")} body={t("noMembersBody")} />
      ) : (
        <Table label={t("members")}>
          <Thead>
            <tr>
              <Th>{t("members")}</Th>
              <Th hideBelow="md">{t("addedAt")}</Th>
              {canEdit && (
                <Th align="end">
                  <span className="sr-only">{t("actions")}</span>
                </Th>
              )}
            </tr>
          </Thead>
          <Tbody>
            {listed.members.map((member) => {
              const email = canEdit ? member.email : maskEmail(member.email);
              return (
                <Tr key={member.id}>
                  <Td className="sm:w-3/5">
                    <RowLink href={`/audience/contacts/${member.id}`}>
                      {member.name || email}
                    </RowLink>
                    {member.name !== "" && <p className="truncate text-sm text-muted">{email}</p>}
                  </Td>
                  <Td hideBelow="md" className="text-muted">
                    <DateTime value={member.addedAt} timeZone={timeZone} />
                  </Td>
                  {canEdit && (
                    <Td align="end">
                      <RemoveMember
                        segmentId={segment.id}
                        contact={{ id: member.id, name: member.name || member.email }}
                      />
                    </Td>
                  )}
                </Tr>
              );
            })}
          </Tbody>
        </Table>
      )}
      <Pager
        previous={isFirstPage ? undefined : base}
        next={listed.next === undefined ? undefined : `${base}?after=${listed.next}`}
      >
        {t("membersCount", { count })}
      </Pager>
    </>
  );
}
