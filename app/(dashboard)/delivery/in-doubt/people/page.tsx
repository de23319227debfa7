import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PeoplePage } from "@/app/(dashboard)/delivery/people-page";
import { hasRole } from "@/lib/domain/user-role";
import { requireUser } from "@/lib/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery.doubts"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DoubtfulPeoplePage({ searchParams }: Props) {
  const user = await requireUser("viewer");
  return (
    <PeoplePage
      state="in_doubt"
      search={await searchParams}
      canDecide={hasRole(user.role, "marketer")}
    />
  );
}
