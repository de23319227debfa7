import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { Pager } from "@/components/ui/pager";
import { TextLink } from "@/components/ui/text-link";
import type { listDuplicates } from "@/lib/duplicates";

type Group = Awaited<ReturnType<typeof listDuplicates>>["groups"][number];
type GroupsProps = { groups: Group[]; first: string | undefined; next: string | undefined };

/** Each value with the contacts that share it; the oldest stays unless somebody swaps. */
export async function Groups({ groups, first, next }: GroupsProps) {
  return (
    <>
      <ul className="flex flex-col gap-4">
        {groups.map((group) => (
          <li key={group.value} className="rounded-lg border border-line bg-surface">
            <GroupCard group={group} />
          </li>
        ))}
      </ul>
      <Pager previous={first} next={next} />
    </>
  );
}

async function GroupCard({ group }: { group: Group }) {
  const t = await getTranslations("person.duplicates");
  const [oldest, ...others] = group.members;
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3 border-b border-line px-4 py-2.5">
        <h2 className="font-medium tabular-nums">{group.value}</h2>
        <span className="text-sm text-muted">{t("people", { count: group.count })}</span>
      </div>
      <ul className="divide-y divide-line">
        {group.members.map(({ id, name, email }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <span className="min-w-0 grow basis-60 truncate">
              <TextLink href={`/audience/contacts/${id}`}>{name || email}</TextLink>
              {name !== "" && <span className="text-muted"> · {email}</span>}
            </span>
            {oldest && others.some((other) => other.id === id) && (
              <LinkButton
                size="small"
                href={`/audience/contacts/${oldest.id}/merge?with=${id}`}
                aria-label={`${t("compare")}: ${email}`}
              >
                {t("compare")}
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
      {group.count > group.members.length && (
        <p className="border-t border-line px-4 py-2 text-sm text-muted">
          {t("more", { shown: group.members.length })}
        </p>
      )}
    </>
  );
}
