import { getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/text-link";
import { countContacts, countQuickly, type ListCount } from "@/lib/contact-count";
import type { ListScope } from "@/lib/contact-list";
import type { ContactFilter } from "@/lib/domain/contact-filter";

type ListCountProps = {
  filter: ContactFilter;
  scope: ListScope;
  /** Somebody asked for the exact number. */
  isExact: boolean;
  /** Where that is asked for. */
  exactHref: string;
};

/** Beside the pages of a list: the number, or what can be said of it at once. */
export async function ListCountText({ filter, scope, isExact, exactHref }: ListCountProps) {
  const t = await getTranslations("contacts.count");
  const count: ListCount = isExact
    ? { kind: "exact", count: await countContacts(filter, scope) }
    : await countQuickly(filter, scope);
  if (count.kind === "exact") return t("exact", { count: count.count });
  const words = count.kind === "unknown" ? t("unknown") : t(count.kind, { count: count.count });
  return (
    <>
      {words} · <TextLink href={exactHref}>{t("ask")}</TextLink>
    </>
  );
}
